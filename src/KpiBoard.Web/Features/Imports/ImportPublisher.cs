using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// The last step of an import: whatever the file's content says only as a whole - its currency, its days - is checked
/// and the batch published, in one transaction.
/// </summary>
public sealed class ImportPublisher(ImportStore store, CompanySettingsStore settings)
{
    /// <summary>Under this name the first file sets the company's currency.</summary>
    public const string CurrencySetter = "importer";

    /// <summary>Publishes, and returns the answer with what was to be noted.</summary>
    /// <exception cref="ImportRefusedException">The content as a whole cannot be taken.</exception>
    public Task<ImportAnswer> PublishAsync(
        ImportRun run,
        ImportBatch batch,
        ImportAnswer answer,
        LoadResult loaded,
        CancellationToken ct
    ) =>
        run.Session.WriteAsync(
            async transaction =>
            {
                var warnings = await CheckAsync(transaction, run, batch, answer, loaded);
                if (await NewCurrencyAsync(transaction, run, loaded) is { } currency)
                {
                    await settings.SetAsync(transaction, "currency", currency, CurrencySetter);
                }
                var published = answer with { Warnings = Texts(warnings) };
                await store.PublishAsync(transaction, batch, published, loaded, warnings, run.Request.By);
                return published;
            },
            ct
        );

    /// <summary>The same checks for a dry run, which publishes nothing.</summary>
    public Task<ImportAnswer> CheckAsync(
        ImportRun run,
        ImportBatch batch,
        ImportAnswer answer,
        LoadResult loaded,
        CancellationToken ct
    ) =>
        run.Session.WriteAsync(
            async transaction =>
            {
                var warnings = await CheckAsync(transaction, run, batch, answer, loaded);
                return answer with { Warnings = Texts(warnings), Notes = warnings };
            },
            ct
        );

    private static IReadOnlyList<string> Texts(IEnumerable<ImportMessage> warnings) =>
        [.. warnings.Select(warning => warning.ToString())];

    private static async Task<List<ImportMessage>> CheckAsync(
        DatabaseTransaction transaction,
        ImportRun run,
        ImportBatch batch,
        ImportAnswer answer,
        LoadResult loaded
    )
    {
        await ThrowIfClosedAsync(transaction, run, batch, answer, loaded);
        var warnings = new List<ImportMessage>();
        if (run.Kind is RevenueKind)
        {
            await CheckCurrenciesAsync(transaction, loaded, warnings);
        }
        if (loaded.RowsWithoutKey > 0 && loaded.Tally.FirstDate is not null)
        {
            foreach (var overlap in await ImportStore.OverlappingAsync(transaction, batch, loaded.Tally))
            {
                warnings.Add(new ImportMessage("warning.overlap", $"{overlap.Id}", overlap.FileName));
            }
        }
        if (loaded.Erased > 0)
        {
            warnings.Add(new ImportMessage("warning.erased", $"{loaded.Erased}"));
        }
        return warnings;
    }

    /// <summary>A month that finance has closed takes no changes: every row that would make one is named.</summary>
    private static async Task ThrowIfClosedAsync(
        DatabaseTransaction transaction,
        ImportRun run,
        ImportBatch batch,
        ImportAnswer answer,
        LoadResult loaded
    )
    {
        var replaces = batch.Replaces ?? 0;
        var coming = await ClosedMonths.ComingAsync(
            transaction,
            run.Kind,
            batch.Id,
            replaces,
            loaded,
            answer.Rows.Updated > 0
        );
        var going =
            replaces > 0 ? await ClosedMonths.GoingAsync(transaction, run.Kind, replaces, batch.Id) : ClosedRows.None;
        if (coming.Count + going.Count > 0)
        {
            throw new ImportRefusedException(
                [.. coming.Rows.Select(Comes), .. going.Rows.Select(Goes)],
                coming.Count + going.Count
            );
        }

        ImportError Comes(ClosedRow row) =>
            new(
                row.Line,
                null,
                row.Period,
                row.Change == ClosedChange.Added ? "period.closed" : "period.closedChanged",
                row.Period
            );

        ImportError Goes(ClosedRow row) =>
            new(1, null, row.Period, "period.closedReplaced", row.Period, $"{replaces}", $"{row.Line}");
    }

    private static async Task CheckCurrenciesAsync(
        DatabaseTransaction transaction,
        LoadResult loaded,
        List<ImportMessage> warnings
    )
    {
        var company = await ImportStore.CurrencyAsync(transaction);
        var seen = loaded.Currencies;
        if (company is null && seen.Second is not null)
        {
            throw Refused("currency.several", seen.First!, seen.Second);
        }
        var foreign = loaded.Tally.Totals.Where(total => total.Currency != (company?.Value ?? seen.First)).ToList();
        if (foreign.Count > 0 && company is { ChangedBy: CurrencySetter })
        {
            throw Refused("currency.second", foreign[0].Currency, company.Value);
        }
        foreach (var currency in foreign.GroupBy(total => total.Currency))
        {
            var rated = await ImportStore.RatedMonthsAsync(transaction, currency.Key);
            var missing = currency.Select(total => total.Month).Except(rated).Order().ToList();
            if (missing.Count > 0)
            {
                var months = missing.Select(month => $"{month / 100:0000}-{month % 100:00}");
                warnings.Add(new ImportMessage("warning.noRate", currency.Key, string.Join(", ", months)));
            }
        }
    }

    /// <summary>The currency of the first file becomes the company's.</summary>
    private static async Task<string?> NewCurrencyAsync(
        DatabaseTransaction transaction,
        ImportRun run,
        LoadResult loaded
    ) =>
        run.Kind is RevenueKind && await ImportStore.CurrencyAsync(transaction) is null
            ? loaded.Currencies.First
            : null;

    private static ImportRefusedException Refused(string code, params string[] args) =>
        new(new ImportError(1, "currency", null, code, args));
}
