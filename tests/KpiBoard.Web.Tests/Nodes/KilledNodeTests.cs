using System.Globalization;
using System.Net;
using System.Text;
using KpiBoard.Data;
using KpiBoard.Data.Leases;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Nodes;

/// <summary>
/// Two nodes, each a process of its own, on one database; the one at work is killed. What it did is then done by the
/// other, to the same figures as without the kill, and the log of changes is whole.
/// </summary>
public sealed class KilledNodeTests
{
    private const string FiguresSql = """
        SELECT [Kpi], [Grain], [Dimension], [Member], [Period], [Value], [MoneyValue], [Lower], [Upper], [N], [Reason]
          FROM [KpiValue]
         WHERE [ToRun] = (SELECT MAX([ToRun]) FROM [KpiValue])
         ORDER BY [Kpi], [Grain], [Dimension], [Member], [Period]
        """;

    // As if the killed node had been another machine, of which nobody can tell whether it has ended.
    private const string ElsewhereSql = "UPDATE [Lease] SET [Holder] = 'another-machine|1|1' WHERE [Holder] = @holder";

    [DatabaseTheory]
    public async Task Refresh_NodeKilledInTheMiddle_IsDoneByTheOther(string engine)
    {
        await using var lab = await Lab.CreateAsync(engine);
        // The embedded database has one web app at a time: there the other one is its next start.
        await using (var first = await NodeProcess.StartAsync(lab.Test, engine))
        await using (var second = engine == TestDatabase.Sqlite ? null : await NodeProcess.StartAsync(lab.Test, engine))
        await using (var hold = await lab.ImportAndHoldRefreshAsync(1, 20_000))
        {
            await lab.UntilAsync("SELECT COUNT(*) FROM [RefreshRun] WHERE [Stage] = 'writing'");
            var holder = await lab.HolderAsync("refresh");
            await (holder.Contains($"|{first.Id}|", StringComparison.Ordinal) ? first : second!).KillAsync();
            await hold.ReleaseAsync();
            await using var next = second is null ? await NodeProcess.StartAsync(lab.Test, engine) : null;

            await lab.UntilAsync("SELECT COUNT(*) FROM [RefreshRun] WHERE [Status] = 'done'");
        }

        Assert.Equal(
            ["abandoned", "done"],
            (await lab.QueryAsync<string>("SELECT [Status] FROM [RefreshRun] ORDER BY [Id]")).Take(2)
        );
        await lab.AssertLikeUndisturbedAsync((1, 20_000));
    }

    [DatabaseTheory]
    public async Task Import_NodeKilledInTheMiddle_IsDoneByTheOther(string engine)
    {
        const int rows = 60_000;
        await using var lab = await Lab.CreateAsync(engine);
        await using (var first = await NodeProcess.StartAsync(lab.Test, engine))
        await using (var second = await NodeProcess.StartAsync(lab.Test, engine))
        {
            using var person = await lab.SignInAsync(first);
            await Uploads.SendAsync(person, "import", "revenue", "large.csv", Lab.Revenue(1, rows));
            await lab.UntilAsync("SELECT COUNT(*) FROM [RevenueLine]");
            var holder = await lab.HolderAsync("uploads");
            await (holder.Contains($"|{first.Id}|", StringComparison.Ordinal) ? first : second).KillAsync();
            await lab.Database.ExecuteAsync(ElsewhereSql, new { holder }, CancellationToken.None);
            var seen = await lab.QueryAsync<long>("SELECT COUNT(*) FROM [CurrentRevenueLine]");

            await lab.UntilAsync("SELECT COUNT(*) FROM [ImportUpload] WHERE [Status] = 'done'");
            await lab.UntilAsync("SELECT COUNT(*) FROM [RefreshRun] WHERE [Status] = 'done'");

            Assert.Equal([0], seen);
        }
        Assert.Equal([rows], await lab.QueryAsync<int>("SELECT COUNT(*) FROM [RevenueLine]"));
        Assert.Equal(["published"], await lab.QueryAsync<string>("SELECT [Status] FROM [ImportBatch]"));
        Assert.Empty(await lab.QueryAsync<string>("SELECT [StoredFile] FROM [ImportUploadPart]"));
        await lab.AssertLikeUndisturbedAsync((1, rows));
    }

    /// <summary>A database with what its nodes need, and one beside it on which nobody is killed.</summary>
    private sealed class Lab : IAsyncDisposable
    {
        /// <summary>A test that waits in vain ends some time.</summary>
        private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

        private readonly string engine;
        private readonly string folder = Directory.CreateTempSubdirectory("kpiboard-nodes-").FullName;

        private Lab(string engine, TestDatabase test)
        {
            this.engine = engine;
            Test = test;
        }

        public TestDatabase Test { get; }

        public KpiDatabase Database => Test.Database;

        public static async Task<Lab> CreateAsync(string engine) => new(engine, await TestDatabase.CreateAsync(engine));

        /// <summary>Lines of two years for 400 customers, some of whom leave and come.</summary>
        public static byte[] Revenue(int seed, int rows)
        {
            var text = new StringBuilder("line_id,booked_on,amount,customer_id,currency\n");
            for (var i = 0; i < rows; i++)
            {
                var (month, customer) = (i % 24, (i / 24 + (i % 24 * 3)) % 400);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"L{seed}-{i},{2024 + (month / 12)}-{(month % 12) + 1:00}-{(i % 28) + 1:00},{i % 997}.25,C{customer},DKK\n"
                );
            }
            return Encoding.UTF8.GetBytes(text.ToString());
        }

        public Task<IReadOnlyList<T>> QueryAsync<T>(string sql) =>
            Database.QueryAsync<T>(sql, null, CancellationToken.None);

        /// <summary>Waits until the query counts something.</summary>
        public async Task UntilAsync(string sql)
        {
            using var patience = new CancellationTokenSource(Longest);
            while (await Database.ScalarAsync<long>(sql, null, patience.Token) == 0)
            {
                await Task.Delay(20, patience.Token);
            }
        }

        public async Task<string> HolderAsync(string lease) =>
            await Database.ScalarAsync<string>(
                "SELECT [Holder] FROM [Lease] WHERE [Name] = @lease",
                new { lease },
                CancellationToken.None
            ) ?? "";

        /// <summary>A browser in which somebody of finance has signed in at the node.</summary>
        public async Task<HttpClient> SignInAsync(NodeProcess node)
        {
            var services = new ServiceCollection().AddLogging();
            Product.AddProduct(services, new ConfigurationBuilder().AddInMemoryCollection(Test.Configuration).Build());
            await using var provider = services.BuildServiceProvider();
            var users = provider.GetRequiredService<UserStore>();
            var id = await users.AddAsync(
                new UserDetails("finance@test.example", "Finance", [Role.Finance], []),
                CancellationToken.None
            );
            var hash = provider
                .GetRequiredService<IPasswordHasher<AppUser>>()
                .HashPassword(new AppUser(), AppFactory.Password);
            await users.SetPasswordAsync(id!.Value, hash, CancellationToken.None);
            var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
            {
                BaseAddress = node.Address,
            };
            using var answer = await AppFactory.PostFormAsync(
                client,
                "/sign-in",
                new Dictionary<string, string>
                {
                    ["Email"] = "finance@test.example",
                    ["Password"] = AppFactory.Password,
                }
            );
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return client;
        }

        /// <summary>
        /// Imports, and keeps the refresh that follows from ending: on a server by a row that it writes last, in a file by
        /// a trigger. Until that is in place no node gets the lease.
        /// </summary>
        public async Task<Hold> ImportAndHoldRefreshAsync(int seed, int rows)
        {
            var leases = new LeaseStore(Database, TimeProvider.System);
            await using var lease = await leases.TakeAsync("refresh", () => { }, CancellationToken.None);
            await ImportAsync(Test, seed, rows);
            return engine == TestDatabase.Sqlite
                ? await Hold.BySlownessAsync(Database)
                : await Hold.ByALockAsync(Database);
        }

        public async Task AssertLikeUndisturbedAsync(params (int Seed, int Rows)[] files)
        {
            await using var undisturbed = await TestDatabase.CreateAsync(engine);
            foreach (var (seed, rows) in files)
            {
                await ImportAsync(undisturbed, seed, rows);
            }
            await RunAsync(undisturbed, "refresh");

            Assert.Equal(await FiguresAsync(undisturbed), await FiguresAsync(Test));
            await RunAsync(Test, "audit", "verify");
        }

        public async ValueTask DisposeAsync()
        {
            await Test.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        private async Task ImportAsync(TestDatabase database, int seed, int rows)
        {
            var file = Path.Combine(folder, $"revenue-{seed}.csv");
            await File.WriteAllBytesAsync(file, Revenue(seed, rows));
            await RunAsync(database, "import", "revenue", file);
        }

        private static async Task RunAsync(TestDatabase database, params string[] arguments)
        {
            var run = await CommandRun.StartAsync(database, arguments);
            Assert.True(run.ExitCode == 0, run.Error);
        }

        private static async Task<IReadOnlyList<string>> FiguresAsync(TestDatabase database)
        {
            var figures = new List<string>();
            await database.Database.ReadSnapshotAsync(
                async transaction =>
                {
                    await transaction.ReadAsync(
                        FiguresSql,
                        null,
                        row =>
                            figures.Add(
                                string.Join(
                                    ' ',
                                    Enumerable
                                        .Range(0, row.FieldCount)
                                        .Select(i => Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))
                                )
                            )
                    );
                    return true;
                },
                CancellationToken.None
            );
            Assert.NotEmpty(figures);
            return figures;
        }
    }
}
