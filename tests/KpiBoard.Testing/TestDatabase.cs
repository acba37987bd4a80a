using System.Security.Cryptography;
using KpiBoard.Data;
using KpiBoard.Data.Migrations;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace KpiBoard.Testing;

/// <summary>An empty database of one test, on the engine that the test was given; gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string Sqlite = "sqlite";
    public const string SqlServer = "sqlserver";
    public const string ConnectionVariable = "KPIBOARD_TEST_SQLSERVER";

    /// <summary>Names the engine of the tests that need only one: pages, endpoints and the browser's journeys.</summary>
    public const string EngineVariable = "KPIBOARD_TEST_ENGINE";

    /// <summary>A file at the program's version, made once: hundreds of tests begin with one.</summary>
    private static readonly Lazy<Task<byte[]>> Migrated = new(async () =>
    {
        await using var first = await CreateEmptyAsync(Sqlite);
        await MigrateAsync(first);
        return await File.ReadAllBytesAsync(((SqliteDialect)first.Database.Dialect).File);
    });

    private readonly Func<Task> drop;

    private TestDatabase(KpiDatabase database, IReadOnlyDictionary<string, string?> configuration, Func<Task> drop)
    {
        Database = database;
        Configuration = configuration;
        this.drop = drop;
    }

    public static string? SqlServerConnection => Environment.GetEnvironmentVariable(ConnectionVariable);

    /// <summary>The embedded engine, unless a run is to show the pages on the other one.</summary>
    public static string Default => Environment.GetEnvironmentVariable(EngineVariable) ?? Sqlite;

    public KpiDatabase Database { get; }

    /// <summary>What makes the product use this database.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; }

    /// <summary>A database at the program's version.</summary>
    public static async Task<TestDatabase> CreateAsync(string engine)
    {
        var test = await CreateEmptyAsync(engine);
        if (test.Database.Dialect is SqliteDialect sqlite)
        {
            await File.WriteAllBytesAsync(sqlite.File, await Migrated.Value);
        }
        else
        {
            await MigrateAsync(test);
        }
        return test;
    }

    public static async Task<TestDatabase> CreateEmptyAsync(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("kpiboard-test-").FullName;
        return engine == Sqlite ? CreateSqlite(folder) : await CreateSqlServerAsync(folder);
    }

    public async ValueTask DisposeAsync() => await drop();

    private static async Task MigrateAsync(TestDatabase test)
    {
        await new Migrator(test.Database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        if (test.Database.Dialect is SqliteDialect sqlite)
        {
            // With the last connection what was written moves from the log into the file.
            using var connection = new SqliteConnection(sqlite.ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    private static TestDatabase CreateSqlite(string folder)
    {
        var dialect = new SqliteDialect(Path.Combine(folder, "kpiboard.db"));
        return new TestDatabase(
            new KpiDatabase(dialect),
            new Dictionary<string, string?> { ["Database:Engine"] = Sqlite, ["Data:Folder"] = folder },
            () =>
            {
                using var connection = new SqliteConnection(dialect.ConnectionString);
                SqliteConnection.ClearPool(connection);
                Directory.Delete(folder, recursive: true);
                return Task.CompletedTask;
            }
        );
    }

    private static async Task<TestDatabase> CreateSqlServerAsync(string folder)
    {
        var name = $"kpiboard_test_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        await OnServerAsync($"CREATE DATABASE [{name}]");
        // As recommended to operators. A server without these settings keeps versions of rows anyhow.
        await TryOnServerAsync($"ALTER DATABASE [{name}] SET READ_COMMITTED_SNAPSHOT ON");
        await TryOnServerAsync($"ALTER DATABASE [{name}] SET ALLOW_SNAPSHOT_ISOLATION ON");
        // Named as the product names itself, so that both use the same pool of connections.
        var connection = new SqlConnectionStringBuilder(SqlServerConnection)
        {
            InitialCatalog = name,
            ApplicationName = "KpiBoard",
        }.ToString();
        return new TestDatabase(
            new KpiDatabase(new SqlServerDialect(connection)),
            new Dictionary<string, string?>
            {
                ["Database:Engine"] = SqlServer,
                ["ConnectionStrings:KpiBoard"] = connection,
                ["ConnectionStrings:KpiBoardDemo"] = connection,
                ["Data:Folder"] = folder,
            },
            async () =>
            {
                using (var pooled = new SqlConnection(connection))
                {
                    SqlConnection.ClearPool(pooled);
                }
                await TryOnServerAsync($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
                await DropAsync(name);
                Directory.Delete(folder, recursive: true);
            }
        );
    }

    /// <summary>A server may need a moment to notice that the connections of the pool are closed.</summary>
    private static async Task DropAsync(string name)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await OnServerAsync($"DROP DATABASE [{name}]");
                return;
            }
            catch (SqlException) when (attempt < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task TryOnServerAsync(string sql)
    {
        try
        {
            await OnServerAsync(sql);
        }
        catch (SqlException)
        {
            // Not every server that speaks T-SQL knows ALTER DATABASE.
        }
    }

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new SqlConnection(SqlServerConnection);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
