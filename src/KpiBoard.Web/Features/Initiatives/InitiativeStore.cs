using KpiBoard.Data;
using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Writes initiatives. Each change is one more version, kept whole.</summary>
public sealed class InitiativeStore(KpiDatabase database, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [Initiative] ([Id], [ThemeId], [Title], [Why], [CustomersWords], [BriefCustomers], [BriefNeed],
               [BriefSituation], [BriefDifference], [OwnerId], [SponsorId], [Status], [Progress], [StartsOn], [EndsOn],
               [EffortDays], [Budget], [BudgetCurrency], [Approach], [Diagnosis], [IsBet], [ProofDate], [KillCriterion],
               [Version], [CreatedAt], [CreatedBy], [ChangedAt], [ChangedBy])
        VALUES (@id, @ThemeId, @Title, @Why, @CustomersWords, @BriefCustomers, @BriefNeed, @BriefSituation,
               @BriefDifference, @OwnerId, @SponsorId, @Status, 0, @StartsOn, @EndsOn, @EffortDays, @BudgetUnits,
               @BudgetCurrency, @Approach, @Diagnosis, @IsBet, @ProofDate, @KillCriterion, 1, @at, @by, @at, @by)
        """;

    /// <summary>Touches nothing when somebody has stored another version since <c>@version</c> was read.</summary>
    private const string ChangeSql = """
        UPDATE [Initiative]
           SET [ThemeId] = @ThemeId, [Title] = @Title, [Why] = @Why, [CustomersWords] = @CustomersWords,
               [BriefCustomers] = @BriefCustomers, [BriefNeed] = @BriefNeed, [BriefSituation] = @BriefSituation,
               [BriefDifference] = @BriefDifference, [OwnerId] = @OwnerId, [SponsorId] = @SponsorId, [Status] = @Status,
               [StartsOn] = @StartsOn, [EndsOn] = @EndsOn, [EffortDays] = @EffortDays, [Budget] = @BudgetUnits,
               [BudgetCurrency] = @BudgetCurrency, [Approach] = @Approach, [Diagnosis] = @Diagnosis, [IsBet] = @IsBet,
               [ProofDate] = @ProofDate, [KillCriterion] = @KillCriterion, [Version] = [Version] + 1, [ChangedAt] = @at, [ChangedBy] = @by
         WHERE [Id] = @id AND [Version] = @version
        """;

    private const string StatusSql = "SELECT [Status] FROM [Initiative] WHERE [Id] = @id";

    private const string ForgetUnitsSql = "DELETE FROM [InitiativeUnit] WHERE [InitiativeId] = @id";

    private const string AddUnitSql = """
        INSERT INTO [InitiativeUnit] ([InitiativeId], [BusinessUnit]) VALUES (@id, @unit)
        """;

    private const string ForgetLinksSql = "DELETE FROM [InitiativeLink] WHERE [InitiativeId] = @id";

    private const string AddLinkSql = """
        INSERT INTO [InitiativeLink] ([Id], [InitiativeId], [Kpi], [Dimension], [Member], [ChangeLow], [ChangeLikely],
               [ChangeHigh], [ByWhen])
        VALUES (@linkId, @id, @Kpi, @Dimension, @Member, @ChangeLow, @ChangeLikely, @ChangeHigh, @ByWhen)
        """;

    private const string AddVersionSql = """
        INSERT INTO [InitiativeVersion] ([Id], [InitiativeId], [Version], [At], [By], [Action], [Content])
        VALUES (@versionId, @id, @version, @at, @by, @action, @content)
        """;

    private const string ContentOfSql = """
        SELECT [Version], [At], [By], [Action], [Content]
          FROM [InitiativeVersion]
         WHERE [InitiativeId] = @id AND [Version] = @version AND [Action] <> @notAnEdit
        """;

    public Task<long> AddAsync(InitiativeContent content, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("initiative");
                var at = clock.GetUtcNow();
                await transaction.ExecuteAsync(AddSql, Parameters(id, 0, content, at, by));
                await AddPartsAsync(transaction, id, content);
                await AddVersionAsync(transaction, id, 1, at, by, VersionAction.Created, content);
                return id;
            },
            ct
        );

    /// <summary>
    /// False when the initiative is no longer at the version that the change was made to. Another status is a step in its
    /// life, which is kept as such; whether it may be taken is for <see cref="LifeStore"/> to say.
    /// </summary>
    /// <param name="why">Why the step is taken, if one is.</param>
    public Task<bool> ChangeAsync(
        long id,
        int version,
        InitiativeContent content,
        string by,
        CancellationToken ct,
        string action = VersionAction.Changed,
        string why = ""
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var at = clock.GetUtcNow();
                var before = await transaction.ScalarAsync<string>(StatusSql, new { id });
                if (await transaction.ExecuteAsync(ChangeSql, Parameters(id, version, content, at, by)) == 0)
                {
                    return false;
                }
                await transaction.ExecuteAsync(ForgetUnitsSql, new { id });
                await transaction.ExecuteAsync(ForgetLinksSql, new { id });
                await AddPartsAsync(transaction, id, content);
                await AddVersionAsync(transaction, id, version + 1, at, by, action, content);
                if (before != content.Status)
                {
                    await LifeStore.AddStepAsync(transaction, id, before!, content.Status, why, at, by);
                }
                return true;
            },
            ct
        );

    /// <summary>Brings back what stood before the last change; false when somebody has changed it again since.</summary>
    public async Task<bool> UndoAsync(long id, int version, string by, CancellationToken ct) =>
        await ContentAsync(id, version - 1, ct) is { } before
        && await ChangeAsync(id, version, before, by, ct, VersionAction.Undone);

    /// <summary>What a version said; null when there is none.</summary>
    public async Task<InitiativeContent?> ContentAsync(long id, int version, CancellationToken ct) =>
        await database.SingleOrDefaultAsync<VersionRow>(
            ContentOfSql,
            new
            {
                id,
                version,
                notAnEdit = VersionAction.CheckInUndone,
            },
            ct
        )
            is { } row
            ? KpiJson.Deserialize<InitiativeContent>(row.Content)
            : null;

    private static async Task AddPartsAsync(DatabaseTransaction transaction, long id, InitiativeContent content)
    {
        await transaction.ExecuteAsync(AddUnitSql, content.Units.Distinct().Select(unit => new { id, unit }));
        if (content.Links.Count == 0)
        {
            return;
        }
        var first = await transaction.NextIdsAsync("initiative-link", content.Links.Count);
        await transaction.ExecuteAsync(
            AddLinkSql,
            content.Links.Select(
                (link, at) =>
                    new
                    {
                        linkId = first + at,
                        id,
                        link.Kpi,
                        link.Dimension,
                        link.Member,
                        link.ChangeLow,
                        link.ChangeLikely,
                        link.ChangeHigh,
                        link.ByWhen,
                    }
            )
        );
    }

    /// <summary>Keeps a version as part of a larger write.</summary>
    public static async Task AddVersionAsync(
        DatabaseTransaction transaction,
        long id,
        int version,
        DateTimeOffset at,
        string by,
        string action,
        InitiativeContent content
    ) =>
        await transaction.ExecuteAsync(
            AddVersionSql,
            new
            {
                versionId = await transaction.NextIdsAsync("initiative-version"),
                id,
                version,
                at,
                by,
                action,
                content = KpiJson.Serialize(content),
            }
        );

    private static object Parameters(long id, int version, InitiativeContent content, DateTimeOffset at, string by) =>
        new
        {
            id,
            version,
            content.ThemeId,
            content.Title,
            content.Why,
            content.CustomersWords,
            content.BriefCustomers,
            content.BriefNeed,
            content.BriefSituation,
            content.BriefDifference,
            content.OwnerId,
            content.SponsorId,
            content.Status,
            content.StartsOn,
            content.EndsOn,
            content.EffortDays,
            content.BudgetUnits,
            content.BudgetCurrency,
            content.Approach,
            content.Diagnosis,
            content.IsBet,
            content.ProofDate,
            content.KillCriterion,
            at,
            by,
        };
}
