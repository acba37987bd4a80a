using KpiBoard.Web.Features.PersonalData.Erasing;
using KpiBoard.Web.Features.PersonalData.Files;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Features.PersonalData.Retention;

namespace KpiBoard.Web.Features.PersonalData;

/// <summary>Reads what the first page shows.</summary>
public sealed class PersonalDataReader(
    PersonQueries queries,
    TableScan scan,
    PersonFiles files,
    ErasureStore store,
    BackupQueries backups,
    RetentionStore retention
)
{
    /// <summary>The page, with what was found of what was looked for.</summary>
    public async Task<PersonalDataPage> ReadAsync(string? wanted, CancellationToken ct)
    {
        var terms = wanted is null ? null : new PersonTerms([wanted], [wanted]);
        return new PersonalDataPage(
            wanted,
            wanted is null ? [] : await queries.SearchAsync(wanted, ct),
            terms is null ? [] : await scan.CountAsync([], terms, ct),
            terms is null ? [] : files.Find(terms, ct),
            await store.ListAsync(ct),
            await backups.MadeAsync(ct),
            backups.Beside(),
            await store.IsKeyMissingAsync(ct)
        )
        {
            BackupMonths = (await retention.GetAsync(ct))[RetentionKind.Backups],
        };
    }
}
