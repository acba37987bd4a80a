using System.Text;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>A database of its own with the product's services, and files made of a few lines.</summary>
internal sealed class ImportLab : IAsyncDisposable
{
    private readonly TestDatabase test;
    private readonly IConfigurationRoot configuration;
    private readonly ServiceProvider services;
    private readonly string folder = Directory.CreateTempSubdirectory("kpiboard-import-").FullName;

    private ImportLab(TestDatabase test, IReadOnlyDictionary<string, string?>? configuration)
    {
        this.test = test;
        this.configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(test.Configuration)
            .AddInMemoryCollection(configuration ?? new Dictionary<string, string?>())
            .Build();
        var collection = new ServiceCollection();
        AddProduct(collection);
        services = collection.BuildServiceProvider();
    }

    /// <summary>The clock that files are imported by: 21 November 2026, noon in Copenhagen.</summary>
    public SettableClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero));

    public KpiDatabase Database => test.Database;

    public TestDatabase Test => test;

    public static async Task<ImportLab> CreateAsync(
        string engine = TestDatabase.Sqlite,
        IReadOnlyDictionary<string, string?>? configuration = null
    ) => new(await TestDatabase.CreateAsync(engine), configuration);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public Task<ImportAnswer> ImportAsync(
        string kind,
        string text,
        string? profile = null,
        Func<ImportRequest, ImportRequest>? change = null,
        string name = "file.csv",
        Action<ImportProgress>? progress = null
    ) => ImportAsync(kind, Encoding.UTF8.GetBytes(text), profile, change, name, progress);

    public Task<ImportAnswer> ImportAsync(
        string kind,
        byte[] content,
        string? profile = null,
        Func<ImportRequest, ImportRequest>? change = null,
        string name = "file.csv",
        Action<ImportProgress>? progress = null
    )
    {
        var request = new ImportRequest
        {
            Kind = kind,
            Path = Write(name, content),
            FileName = name,
            Profile = profile is null ? ImportProfile.Empty : ImportProfile.Parse(profile, ImportKind.Find(kind)!),
            By = "test",
        };
        return Get<ImportRunner>()
            .RunAsync(change?.Invoke(request) ?? request, progress ?? (_ => { }), CancellationToken.None);
    }

    /// <summary>Revenue under a header of its own, in kroner.</summary>
    public Task<ImportAnswer> RevenueAsync(string rows, Func<ImportRequest, ImportRequest>? change = null) =>
        ImportAsync("revenue", "line_id,booked_on,amount,customer_id,currency\n" + rows, change: change);

    /// <summary>Runs a command as it is typed.</summary>
    public async Task<(int Code, string Out, string Error)> CommandAsync(string arguments, string input = "")
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLineApp.RunAsync(
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            (collection, _) => AddProduct(collection),
            Product.Commands,
            new CommandConsole(() => new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error, false)
        );
        return (code, output.ToString(), error.ToString());
    }

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        Database.QueryAsync<T>(sql, parameters, CancellationToken.None);

    public async Task<T> ScalarAsync<T>(string sql, object? parameters = null) =>
        (await Database.ScalarAsync<T>(sql, parameters, CancellationToken.None))!;

    /// <summary>The revenue in force, as <c>key customer day amount</c>.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync() =>
        [
            .. (
                await QueryAsync<Line>(
                    """
                    SELECT f.[RowKey], c.[CustomerId], f.[BookedOn], f.[Amount]
                      FROM [CurrentRevenueLine] f
                      JOIN [Customer] c ON c.[Id] = f.[CustomerId]
                     ORDER BY f.[RowKey], f.[BatchId], f.[Line]
                    """
                )
            ).Select(line => $"{line.RowKey} {line.CustomerId} {line.BookedOn} {line.Amount}"),
        ];

    public async Task UndoAsync(long? id) =>
        Xunit.Assert.Null(await Get<ImportUndo>().UndoAsync(id!.Value, "test", CancellationToken.None));

    private void AddProduct(IServiceCollection collection)
    {
        collection.AddLogging().AddSingleton<TimeProvider>(Clock);
        Product.AddProduct(collection, configuration);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        await test.DisposeAsync();
    }

    private sealed class Line
    {
        public string? RowKey { get; init; }
        public string CustomerId { get; init; } = "";
        public int BookedOn { get; init; }
        public long Amount { get; init; }
    }
}

/// <summary>A clock that says what it is told; its timers are real.</summary>
internal sealed class SettableClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
