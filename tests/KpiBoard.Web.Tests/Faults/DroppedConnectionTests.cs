using System.Globalization;
using KpiBoard.Testing;
using Microsoft.Data.SqlClient;
using Xunit;

namespace KpiBoard.Web.Tests.Faults;

/// <summary>The line to the server is cut while something is written: all or nothing, an honest message, and the next try succeeds.</summary>
public sealed class DroppedConnectionTests
{
    private const int Rows = 40_000;

    [Theory]
    [InlineData(100_000)]
    [InlineData(700_000)]
    [InlineData(1_500_000)]
    public async Task Import_LineCutInTheMiddle_StoresNothingAndSucceedsTheNextTime(long bytes)
    {
        await using var lab = await Lab.CreateAsync();
        await lab.MustAsync("import", "revenue", lab.Write("first.csv", 0, 100));
        var large = lab.Write("large.csv", 100, Rows);

        lab.Proxy.CutOnceAfter(bytes);
        var cut = await lab.RunAsync("import", "revenue", large);
        var meanwhile = await lab.CountAsync("[CurrentRevenueLine]");
        await lab.MustAsync("import", "revenue", large);

        Assert.Equal(1, lab.Proxy.Cuts);
        Assert.Equal(3, cut.ExitCode);
        Assert.Contains("The database does not answer. Nothing was changed", cut.Error, StringComparison.Ordinal);
        Assert.Equal(100, meanwhile);
        Assert.Equal(100 + Rows, await lab.CountAsync("[CurrentRevenueLine]"));
        Assert.Equal(100 + Rows, await lab.CountAsync("[RevenueLine]"));
        Assert.Equal(2, await lab.CountAsync("[ImportBatch]"));
        await lab.MustAsync("audit", "verify");
    }

    [Fact]
    public async Task Refresh_LineCutInTheMiddle_StoresNothingAndSucceedsTheNextTime()
    {
        await using var lab = await Lab.CreateAsync();
        await lab.MustAsync("import", "revenue", lab.Write("first.csv", 0, Rows));

        lab.Proxy.CutOnceAfter(200_000);
        var cut = await lab.RunAsync("refresh");
        var meanwhile = (await lab.CountAsync("[KpiValue]"), await lab.CountAsync("[CustomerMonth]"));
        await lab.MustAsync("refresh");

        Assert.Equal(1, lab.Proxy.Cuts);
        Assert.NotEqual(0, cut.ExitCode);
        Assert.Equal((0, 0), meanwhile);
        Assert.NotEqual(0, await lab.CountAsync("[KpiValue]"));
        await lab.MustAsync("audit", "verify");
    }

    /// <summary>A database whose product reaches it by way of the proxy.</summary>
    private sealed class Lab : IAsyncDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("kpiboard-line-").FullName;
        private readonly TestDatabase database;
        private readonly Dictionary<string, string?> configuration;

        private Lab(TestDatabase database, CuttingProxy proxy, string connection)
        {
            this.database = database;
            Proxy = proxy;
            configuration = new Dictionary<string, string?>(database.Configuration)
            {
                ["ConnectionStrings:KpiBoard"] = connection,
            };
        }

        public CuttingProxy Proxy { get; }

        public static async Task<Lab> CreateAsync()
        {
            Assert.SkipUnless(
                TestDatabase.SqlServerConnection is not null,
                $"{TestDatabase.ConnectionVariable} is not set, so there is no line to a server that could be cut"
            );
            var created = await TestDatabase.CreateAsync(TestDatabase.SqlServer);
            var connection = new SqlConnectionStringBuilder(created.Configuration["ConnectionStrings:KpiBoard"]);
            var place = connection.DataSource.Replace("tcp:", "", StringComparison.OrdinalIgnoreCase).Split(',');
            var proxy = new CuttingProxy(
                place[0],
                place.Length > 1 ? int.Parse(place[1], CultureInfo.InvariantCulture) : 1433
            );
            connection.DataSource = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{proxy.Port}");
            connection.TrustServerCertificate = true;
            return new Lab(created, proxy, connection.ToString());
        }

        public string Write(string name, int from, int count)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllLines(
                path,
                Enumerable
                    .Range(from, count)
                    .Select(i => $"L{i},2026-{(i % 9) + 1:00}-05,{i}.25,C{i % 397},DKK")
                    .Prepend("line_id,booked_on,amount,customer_id,currency")
            );
            return path;
        }

        public Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.StartAsync(configuration, arguments);

        public async Task MustAsync(params string[] arguments)
        {
            var run = await RunAsync(arguments);
            Assert.True(run.ExitCode == 0, run.Error);
        }

        public async Task<int> CountAsync(string table) =>
            await database.Database.ScalarAsync<int>($"SELECT COUNT(*) FROM {table}", null, CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            using (var pooled = new SqlConnection(configuration["ConnectionStrings:KpiBoard"]))
            {
                SqlConnection.ClearPool(pooled);
            }
            await Proxy.DisposeAsync();
            await database.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
