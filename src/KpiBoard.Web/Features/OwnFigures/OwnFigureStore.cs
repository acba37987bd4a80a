using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.OwnFigures;

/// <summary>What came of writing a definition.</summary>
public enum OwnFigureWrite
{
    Done,

    /// <summary>Another figure has the code.</summary>
    Taken,

    /// <summary>Somebody else has changed it meanwhile, or it does not exist.</summary>
    Stale,

    /// <summary>Values, targets or initiatives are counted in its unit, which therefore stays.</summary>
    UnitInUse,
}

/// <summary>
/// Defines the company's own figures and changes them. What was said before is kept as a version; a figure is retired and
/// never deleted, so that what it said stays.
/// </summary>
public sealed class OwnFigureStore(KpiDatabase database, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [OwnKpi] ([Code], [NameEn], [NameDa], [NameNb], [MeaningEn], [MeaningDa], [MeaningNb], [Kind], [Unit],
               [Good], [Decimals], [AddsUp], [OnBoard], [Version], [ChangedAt], [ChangedBy], [RetiredAt])
        SELECT @code, @NameEn, @NameDa, @NameNb, @MeaningEn, @MeaningDa, @MeaningNb, @Kind, @Unit,
               @Good, @Decimals, @AddsUp, @OnBoard, 1, @at, @by, NULL
         WHERE NOT EXISTS (SELECT 1 FROM [OwnKpi] WHERE [Code] = @code)
        """;

    private const string ChangeSql = """
        UPDATE [OwnKpi]
           SET [NameEn] = @NameEn, [NameDa] = @NameDa, [NameNb] = @NameNb, [MeaningEn] = @MeaningEn,
               [MeaningDa] = @MeaningDa, [MeaningNb] = @MeaningNb, [Kind] = @Kind, [Unit] = @Unit, [Good] = @Good,
               [Decimals] = @Decimals, [AddsUp] = @AddsUp, [OnBoard] = @OnBoard, [Version] = [Version] + 1,
               [ChangedAt] = @at, [ChangedBy] = @by, [RetiredAt] = @retiredAt
         WHERE [Code] = @code AND [Version] = @version
        """;

    private const string AddVersionSql = """
        INSERT INTO [OwnKpiVersion] ([Id], [Code], [Version], [At], [By], [Action], [Content])
        VALUES (@id, @code, @version, @at, @by, @action, @content)
        """;

    private const string ContentSql =
        "SELECT [Content] FROM [OwnKpiVersion] WHERE [Code] = @code AND [Version] = @version";

    private const string IsUsedSql = """
        SELECT CASE WHEN EXISTS (SELECT 1 FROM [VisibleMeasure] WHERE [Kpi] = @code)
                      OR EXISTS (SELECT 1 FROM [Target] WHERE [Kpi] = @code AND [EndedAt] IS NULL)
                      OR EXISTS (SELECT 1 FROM [CurrentPlannedTarget] WHERE [Kpi] = @code)
                      OR EXISTS (SELECT 1 FROM [InitiativeLink] WHERE [Kpi] = @code)
                    THEN 1 ELSE 0 END
        """;

    public Task<OwnFigureWrite> DefineAsync(string code, OwnFigureContent content, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("own-kpi-version");
                if (await transaction.ExecuteAsync(AddSql, Row(code, 0, content, by)) == 0)
                {
                    return OwnFigureWrite.Taken;
                }
                await AddVersionAsync(transaction, id, code, 1, OwnFigureAction.Defined, content, by);
                return OwnFigureWrite.Done;
            },
            ct
        );

    /// <summary>Puts another version in the place of one, if that is still in force.</summary>
    public Task<OwnFigureWrite> ChangeAsync(
        string code,
        int version,
        OwnFigureContent content,
        string by,
        CancellationToken ct
    ) => WriteAsync(code, version, _ => content, OwnFigureAction.Changed, by, ct);

    /// <summary>Offers the figure no more; what it said stays.</summary>
    public Task<OwnFigureWrite> RetireAsync(string code, int version, string by, CancellationToken ct) =>
        WriteAsync(code, version, now => now with { IsRetired = true }, OwnFigureAction.Retired, by, ct);

    public Task<OwnFigureWrite> RestoreAsync(string code, int version, string by, CancellationToken ct) =>
        WriteAsync(code, version, now => now with { IsRetired = false }, OwnFigureAction.Restored, by, ct);

    /// <summary>Brings back what the version before said.</summary>
    public Task<OwnFigureWrite> UndoAsync(string code, int version, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
                await ContentAsync(transaction, code, version - 1) is { } before
                    ? await WriteAsync(transaction, code, version, _ => before, OwnFigureAction.Undone, by)
                    : OwnFigureWrite.Stale,
            ct
        );

    private Task<OwnFigureWrite> WriteAsync(
        string code,
        int version,
        Func<OwnFigureContent, OwnFigureContent> change,
        string action,
        string by,
        CancellationToken ct
    ) => database.WriteAsync(transaction => WriteAsync(transaction, code, version, change, action, by), ct);

    private async Task<OwnFigureWrite> WriteAsync(
        DatabaseTransaction transaction,
        string code,
        int version,
        Func<OwnFigureContent, OwnFigureContent> change,
        string action,
        string by
    )
    {
        // The ids are reserved first: in both engines that makes a second writer wait.
        var id = await transaction.NextIdsAsync("own-kpi-version");
        if (await ContentAsync(transaction, code, version) is not { } before)
        {
            return OwnFigureWrite.Stale;
        }
        var after = change(before);
        if (
            OwnUnit.Known(before.Unit) != OwnUnit.Known(after.Unit)
            && await transaction.ScalarAsync<bool>(IsUsedSql, new { code })
        )
        {
            return OwnFigureWrite.UnitInUse;
        }
        if (await transaction.ExecuteAsync(ChangeSql, Row(code, version, after, by)) == 0)
        {
            return OwnFigureWrite.Stale;
        }
        await AddVersionAsync(transaction, id, code, version + 1, action, after, by);
        return OwnFigureWrite.Done;
    }

    private static async Task<OwnFigureContent?> ContentAsync(
        DatabaseTransaction transaction,
        string code,
        int version
    ) =>
        await transaction.ScalarAsync<string>(ContentSql, new { code, version }) is { } json
            ? OwnFigureContent.Parse(json)
            : null;

    private Task<int> AddVersionAsync(
        DatabaseTransaction transaction,
        long id,
        string code,
        int version,
        string action,
        OwnFigureContent content,
        string by
    ) =>
        transaction.ExecuteAsync(
            AddVersionSql,
            new
            {
                id,
                code,
                version,
                at = clock.GetUtcNow(),
                by,
                action,
                content = KpiJson.Serialize(content),
            }
        );

    private object Row(string code, int version, OwnFigureContent content, string by)
    {
        var at = clock.GetUtcNow();
        return new
        {
            code,
            version,
            content.NameEn,
            content.NameDa,
            content.NameNb,
            content.MeaningEn,
            content.MeaningDa,
            content.MeaningNb,
            content.Kind,
            content.Unit,
            content.Good,
            content.Decimals,
            content.AddsUp,
            OnBoard = content.OnBoard ? 1 : 0,
            at,
            by,
            retiredAt = content.IsRetired ? at : (DateTimeOffset?)null,
        };
    }
}
