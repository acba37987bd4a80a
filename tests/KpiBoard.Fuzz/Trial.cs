using KpiBoard.Testing;
using KpiBoard.Web;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Imports.Kinds;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KpiBoard.Fuzz;

/// <summary>The product's importer on a database of its own, and what must hold after every import.</summary>
internal sealed class Trial : IAsyncDisposable
{
    public const int InputsPerDatabase = 400;

    /// <summary>No file here takes a second; one that takes so long never ends.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly TestDatabase database;
    private readonly ServiceProvider services;
    private readonly string folder = Directory.CreateTempSubdirectory("kpiboard-fuzz-").FullName;

    private Trial(TestDatabase database)
    {
        this.database = database;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(database.Configuration).Build();
        var collection = new ServiceCollection();
        Product.AddProduct(collection, configuration);
        services = collection.BuildServiceProvider();
    }

    public static async Task<Trial> CreateAsync() => new(await TestDatabase.CreateAsync(TestDatabase.Sqlite));

    /// <summary>Imports the file; the finding is null when all went as it must.</summary>
    public async Task<(string Outcome, string? Finding)> RunAsync(FuzzInput input)
    {
        var path = Path.Combine(folder, input.FileName);
        await File.WriteAllBytesAsync(path, input.Content);
        var before = await BatchesAsync();
        ImportAnswer answer;
        try
        {
            var request = new ImportRequest
            {
                Kind = input.Kind,
                Path = path,
                FileName = input.FileName,
                Quarantine = input.Quarantine,
                DryRun = input.DryRun,
                By = "fuzz",
            };
            using var patience = new CancellationTokenSource(Hang);
            answer = await services
                .GetRequiredService<ImportRunner>()
                .RunAsync(request, _ => { }, patience.Token)
                .WaitAsync(Hang + Hang);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException)
        {
            return ("hung", $"it had not ended after {Hang.TotalSeconds} s");
        }
#pragma warning disable CA1031 // whatever it is, it is what this looks for
        catch (Exception error)
        {
            return ("threw", error.ToString());
        }
#pragma warning restore CA1031
        return (answer.Status, await CheckAsync(input, answer, before));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        await database.DisposeAsync();
    }

    /// <summary>All of it or none: what is stored is what the answer says.</summary>
    private async Task<string?> CheckAsync(FuzzInput input, ImportAnswer answer, long before)
    {
        var table = ImportKind.Find(input.Kind)!.Table;
        var taken = answer.Status == ImportAnswer.Imported;
        if (await BatchesAsync() - before is var batches && batches != (taken ? 1 : 0))
        {
            return $"{answer.Status}, but {batches} batches more";
        }
        var hidden = await CountAsync(
            $"SELECT COUNT(*) FROM [{table}] f WHERE NOT EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')"
        );
        if (hidden != 0)
        {
            return $"{answer.Status}, but {hidden} rows of no published batch";
        }
        if (answer.Status == ImportAnswer.Refused && answer.Errors is not { Count: > 0 })
        {
            return "refused without a reason";
        }
        if (answer.Errors?.FirstOrDefault(error => string.IsNullOrWhiteSpace(error.Message)) is { } silent)
        {
            return $"an error without words: {silent}";
        }
        if (!taken)
        {
            return null;
        }
        var rows = answer.Rows;
        var stored = await CountAsync($"SELECT COUNT(*) FROM [{table}] WHERE [BatchId] = @id", answer.Id);
        return stored == rows.New + rows.Updated
            ? null
            : $"{rows.New} new and {rows.Updated} updated rows, but {stored} stored";
    }

    private Task<long> BatchesAsync() => CountAsync("SELECT COUNT(*) FROM [ImportBatch] WHERE [Status] = 'published'");

    private Task<long> CountAsync(string sql, long? id = null) =>
        database.Database.ScalarAsync<long>(sql, new { id }, CancellationToken.None);
}
