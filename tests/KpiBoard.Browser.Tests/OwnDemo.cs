using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Database;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace KpiBoard.Browser.Tests;

/// <summary>A demo company of one test, in which it decides as it likes.</summary>
public sealed class OwnDemo : IAsyncDisposable
{
    private readonly TestDatabase database;

    private OwnDemo(TestDatabase database, AppFactory app)
    {
        this.database = database;
        App = app;
    }

    public AppFactory App { get; }

    /// <summary>Takes the days of an app's demo company, where they lie in a file, and makes them anew elsewhere.</summary>
    public static async Task<OwnDemo> OfAsync(AppFactory other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var own = await TestDatabase.CreateEmptyAsync(TestDatabase.Default);
        if (
            other.Services.GetRequiredService<KpiDatabase>().Dialect is SqliteDialect from
            && own.Database.Dialect is SqliteDialect to
        )
        {
            var file = Path.Combine(Path.GetDirectoryName(to.File)!, DatabaseOptions.DemoFile);
            await using var connection = new SqliteConnection(from.ConnectionString);
            await connection.OpenAsync();
            await using var copy = connection.CreateCommand();
            copy.CommandText = "VACUUM INTO $file";
            copy.Parameters.AddWithValue("$file", file);
            await copy.ExecuteNonQueryAsync();
        }
        return new(own, await AppFactory.StartAsync(own, demo: true));
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await database.DisposeAsync();
    }
}
