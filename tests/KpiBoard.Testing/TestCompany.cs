using KpiBoard.Data;
using KpiBoard.Web;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KpiBoard.Testing;

/// <summary>The product's services on a test's own database, as commands use them: imports, undoes, refreshes.</summary>
public sealed class TestCompany : IAsyncDisposable
{
    private readonly TestDatabase test;
    private readonly ServiceProvider services;
    private readonly string folder = Directory.CreateTempSubdirectory("kpiboard-files-").FullName;
    private int files;

    private TestCompany(TestDatabase test, ManualClock clock)
    {
        this.test = test;
        Clock = clock;
        var collection = new ServiceCollection();
        AddProduct(collection);
        services = collection.BuildServiceProvider();
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    public ManualClock Clock { get; }

    public KpiDatabase Database => test.Database;

    public static async Task<TestCompany> CreateAsync(string engine) =>
        new(await TestDatabase.CreateAsync(engine), new ManualClock(Start));

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task SetAsync(string key, string value)
    {
        if (await Get<CompanySettingsStore>().SetAsync(key, value, "test", CancellationToken.None) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(value));
        }
    }

    /// <summary>Imports a file with these lines; the first names the columns.</summary>
    public async Task<ImportAnswer> ImportAsync(
        string kind,
        IEnumerable<string> lines,
        string source = "default",
        long? replaces = null,
        bool dryRun = false
    )
    {
        var path = Path.Combine(folder, $"{kind}-{++files}.csv");
        await File.WriteAllLinesAsync(path, lines);
        var request = new ImportRequest
        {
            Kind = kind,
            Path = path,
            FileName = Path.GetFileName(path),
            Source = source,
            Replaces = replaces,
            DryRun = dryRun,
            By = "test",
        };
        return await Get<ImportRunner>().RunAsync(request, _ => { }, CancellationToken.None);
    }

    public async Task UndoAsync(long id)
    {
        if (await Get<ImportUndo>().UndoAsync(id, "test", CancellationToken.None) is { } refused)
        {
            throw new InvalidOperationException(refused.ToString());
        }
    }

    public async Task<RefreshRun> RefreshAsync(bool isFull = false, string trigger = RunTrigger.Command)
    {
        var id = await Get<RunLedger>().QueueAsync(trigger, isFull, "test", CancellationToken.None);
        return await Get<RefreshRunner>().RunAsync(id, (_, _) => { }, CancellationToken.None);
    }

    /// <summary>Runs a command of the product; arguments are parted by spaces.</summary>
    public async Task<(int Code, string Out, string Error)> CommandAsync(string arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLineApp.RunAsync(
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            (collection, _) => AddProduct(collection),
            Product.Commands,
            new CommandConsole(() => Stream.Null, output, error, ErrorIsTerminal: false)
        );
        return (code, output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await test.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private void AddProduct(IServiceCollection collection)
    {
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Clock);
        Product.AddProduct(collection, new ConfigurationBuilder().AddInMemoryCollection(test.Configuration).Build());
    }
}
