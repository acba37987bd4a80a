using System.Text.Json;
using System.Text.RegularExpressions;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed partial class PriorityCommandTests
{
    [DatabaseTheory]
    public async Task Json_OfTwoRunsOnTheSameData_DiffersOnlyInWhenItWasComputed(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await new PriorityLab(company.Get<IServiceProvider>()).FillAsync();

        var first = await company.CommandAsync("priorities --json");
        company.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await company.CommandAsync("priorities --json");
        var other = await company.CommandAsync("priorities --json --seed 7");

        Assert.Equal(0, first.Code);
        Assert.Equal(ComputedAt().Replace(first.Out, ""), ComputedAt().Replace(second.Out, ""));
        Assert.NotEqual(ComputedAt().Replace(first.Out, ""), ComputedAt().Replace(other.Out, ""));
        var one = JsonDocument.Parse(first.Out).RootElement[0];
        Assert.Equal("INI-1", one.GetProperty("initiative").GetString());
        Assert.Equal(JsonValueKind.Null, one.GetProperty("decidedRank").ValueKind);
        Assert.Equal(
            one.GetProperty("score").GetDouble(),
            one.GetProperty("factors").EnumerateObject().Sum(factor => factor.Value.GetDouble()),
            1e-9
        );
    }

    [DatabaseTheory]
    public async Task Table_WithoutInitiatives_SaysSo(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);

        var (code, output, _) = await company.CommandAsync("priorities");

        Assert.Equal((0, "There is no open initiative."), (code, output.Trim()));
    }

    [GeneratedRegex("\"computedAt\":\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ComputedAt();
}
