using System.Text;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Measures the memory of the whole process: nothing may run beside it.</summary>
[Collection(nameof(LongLineTests))]
[CollectionDefinition(nameof(LongLineTests), DisableParallelization = true)]
public sealed class LongLineTests
{
    [Fact]
    public async Task Import_OfALineWithoutEnd_IsRefusedInLittleMemory()
    {
        await using var lab = await ImportLab.CreateAsync();
        var packed = Packed.Gzip(stream =>
        {
            stream.Write(
                Encoding.UTF8.GetBytes(
                    "line_id,booked_on,amount,customer_id,currency\n1,2026-01-05,12.50,A,DKK\n2,2026-01-05,1.00,"
                )
            );
            var chunk = Enumerable.Repeat((byte)'x', 1 << 20).ToArray();
            for (var i = 0; i < 48; i++)
            {
                stream.Write(chunk);
            }
        });
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var answer = await lab.ImportAsync("revenue", packed);

        Assert.Equal((3, "row.tooLong"), (answer.Errors![0].Line, answer.Errors[0].Code));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 24 << 20);
        Assert.Equal(0, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [RevenueLine]"));
        Assert.Empty(await lab.Get<ImportQueries>().LedgerAsync(CancellationToken.None));
    }
}
