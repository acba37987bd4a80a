using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KpiBoard.Core;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Delivery;

public sealed record MilestoneContent(string Title, DateOnly DueOn, DateOnly? DoneOn);

public sealed record RiskContent(string Title, int Likelihood, int Consequence, string Answer, long? OwnerId);

public sealed record CostContent(DateOnly BookedOn, Money Amount, string Currency, string What);

/// <summary>
/// Writes the plan. Nothing is overwritten or deleted: a change ends a row and adds the next, so that taking it back is
/// ending the one and bringing back the other, and whoever changes what has been changed meanwhile is told so.
/// </summary>
public sealed class PlanStore(KpiDatabase database, TimeProvider clock)
{
    private const string AddMilestoneSql = """
        INSERT INTO [Milestone] ([Id], [InitiativeId], [Title], [DueOn], [DoneOn], [Version], [ChangedAt], [ChangedBy])
        VALUES (@id, @initiative, @Title, @DueOn, @DoneOn, @version, @now, @by)
        """;

    private const string AddRiskSql = """
        INSERT INTO [Risk] ([Id], [InitiativeId], [Title], [Likelihood], [Consequence], [Answer], [OwnerId], [Version],
               [ChangedAt], [ChangedBy], [ClosedAt])
        VALUES (@id, @initiative, @Title, @Likelihood, @Consequence, @Answer, @OwnerId, @version, @now, @by, @closedAt)
        """;

    private const string AddCostSql = """
        INSERT INTO [InitiativeCost] ([Id], [InitiativeId], [BookedOn], [Amount], [Currency], [What], [AddedAt],
               [AddedBy])
        VALUES (@id, @initiative, @BookedOn, @amount, @Currency, @What, @now, @by)
        """;

    private const string AddActSql = """
        INSERT INTO [SponsorAct] ([Id], [InitiativeId], [ActedOn], [What], [ById], [By], [RecordedAt])
        VALUES (@id, @initiative, @day, @what, @byId, @by, @now)
        """;

    private const string EndMilestoneSql = """
        UPDATE [Milestone]
           SET [RemovedAt] = @now
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string EndRiskSql = """
        UPDATE [Risk]
           SET [RemovedAt] = @now
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string EndCostSql = """
        UPDATE [InitiativeCost]
           SET [RemovedAt] = @now
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string EndActSql = """
        UPDATE [SponsorAct]
           SET [RemovedAt] = @now
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string BringMilestoneSql = """
        UPDATE [Milestone]
           SET [RemovedAt] = NULL
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
        """;

    private const string BringRiskSql = """
        UPDATE [Risk]
           SET [RemovedAt] = NULL
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
        """;

    private const string BringCostSql = """
        UPDATE [InitiativeCost]
           SET [RemovedAt] = NULL
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
        """;

    private const string BringActSql = """
        UPDATE [SponsorAct]
           SET [RemovedAt] = NULL
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
        """;

    private const string MilestoneVersionSql = """
        SELECT [Version] FROM [Milestone] WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string RiskVersionSql = """
        SELECT [Version] FROM [Risk] WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string ForgetWorkSql = "DELETE FROM [WorkPlan] WHERE [InitiativeId] = @id AND [Month] >= @month";

    private const string AddWorkSql = """
        INSERT INTO [WorkPlan] ([InitiativeId], [BusinessUnit], [Month], [Days])
        VALUES (@id, @BusinessUnit, @Month, @Days)
        """;

    /// <summary>Adds a milestone, or puts it in the place of another; null when that one has been changed meanwhile.</summary>
    public Task<long?> SetMilestoneAsync(
        long initiative,
        long? instead,
        MilestoneContent content,
        string by,
        CancellationToken ct
    ) =>
        SetAsync(
            PlanKind.Milestone,
            initiative,
            instead,
            (id, version, now) =>
                new
                {
                    id,
                    initiative,
                    content.Title,
                    content.DueOn,
                    content.DoneOn,
                    version,
                    now,
                    by,
                },
            ct
        );

    /// <summary>Adds a risk, or puts it in the place of another; null when that one has been changed meanwhile.</summary>
    public Task<long?> SetRiskAsync(
        long initiative,
        long? instead,
        RiskContent content,
        bool isClosed,
        string by,
        CancellationToken ct
    ) =>
        SetAsync(
            PlanKind.Risk,
            initiative,
            instead,
            (id, version, now) =>
                new
                {
                    id,
                    initiative,
                    content.Title,
                    content.Likelihood,
                    content.Consequence,
                    content.Answer,
                    content.OwnerId,
                    version,
                    now,
                    by,
                    closedAt = isClosed ? now : (DateTimeOffset?)null,
                },
            ct
        );

    public async Task<long> AddCostAsync(long initiative, CostContent content, string by, CancellationToken ct) =>
        (
            await SetAsync(
                PlanKind.Cost,
                initiative,
                null,
                (id, _, now) =>
                    new
                    {
                        id,
                        initiative,
                        content.BookedOn,
                        amount = content.Amount.Units,
                        content.Currency,
                        content.What,
                        now,
                        by,
                    },
                ct
            )
        )!.Value;

    public async Task<long> AddActAsync(
        long initiative,
        DateOnly day,
        string what,
        long? byId,
        string by,
        CancellationToken ct
    ) =>
        (
            await SetAsync(
                PlanKind.Act,
                initiative,
                null,
                (id, _, now) =>
                    new
                    {
                        id,
                        initiative,
                        day,
                        what,
                        byId,
                        by,
                        now,
                    },
                ct
            )
        )!.Value;

    /// <summary>Ends one row and brings back another, either of which may be left out.</summary>
    /// <returns>False, and nothing is changed, when they are no longer as they were.</returns>
    public async Task<bool> SwapAsync(string kind, long initiative, long? end, long? bringBack, CancellationToken ct)
    {
        var sql = Sql(kind);
        try
        {
            await database.WriteAsync(
                async transaction =>
                {
                    var now = clock.GetUtcNow();
                    await ChangeOneAsync(transaction, sql.End, end);
                    await ChangeOneAsync(transaction, sql.BringBack, bringBack);

                    async Task ChangeOneAsync(DatabaseTransaction within, string change, long? id)
                    {
                        if (
                            id is not null
                            && await within.ExecuteAsync(
                                change,
                                new
                                {
                                    id,
                                    initiative,
                                    now,
                                }
                            ) == 0
                        )
                        {
                            throw new ChangedMeanwhileException();
                        }
                    }
                },
                ct
            );
            return true;
        }
        catch (ChangedMeanwhileException)
        {
            return false;
        }
    }

    /// <summary>
    /// Puts a plan of days in the place of what was planned from a month on; without rows the days are spread evenly again.
    /// </summary>
    /// <param name="mark">Of the plan that was changed; see <see cref="Mark"/>.</param>
    /// <returns>False when somebody has stored another plan since.</returns>
    public Task<bool> PlanWorkAsync(
        long id,
        int month,
        string mark,
        IReadOnlyList<WorkRow> rows,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (Mark(await transaction.QueryAsync<WorkRow>(PlanQueries.WorkSql, new { id })) != mark)
                {
                    return false;
                }
                await transaction.ExecuteAsync(ForgetWorkSql, new { id, month });
                await transaction.ExecuteAsync(
                    AddWorkSql,
                    rows.Select(row => new
                    {
                        id,
                        row.BusinessUnit,
                        row.Month,
                        row.Days,
                    })
                );
                return true;
            },
            ct
        );

    /// <summary>A short text that is the same for the same plan only.</summary>
    public static string Mark(IEnumerable<WorkRow> rows)
    {
        var text = string.Join(
            '\n',
            rows.Select(row =>
                string.Create(CultureInfo.InvariantCulture, $"{row.BusinessUnit}\t{row.Month}\t{row.Days:R}")
            )
        );
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private Task<long?> SetAsync(
        string kind,
        long initiative,
        long? instead,
        Func<long, int, DateTimeOffset, object> values,
        CancellationToken ct
    )
    {
        var sql = Sql(kind);
        return database.WriteAsync<long?>(
            async transaction =>
            {
                var now = clock.GetUtcNow();
                var version = 1;
                if (instead is { } before)
                {
                    var key = new
                    {
                        id = before,
                        initiative,
                        now,
                    };
                    if (await transaction.ScalarAsync<int?>(sql.Version!, key) is not { } known)
                    {
                        return null;
                    }
                    version = known + 1;
                    await transaction.ExecuteAsync(sql.End, key);
                }
                var id = await transaction.NextIdsAsync(sql.Sequence);
                await transaction.ExecuteAsync(sql.Add, values(id, version, now));
                return id;
            },
            ct
        );
    }

    private static Statements Sql(string kind) =>
        kind switch
        {
            PlanKind.Milestone => new("milestone", AddMilestoneSql, EndMilestoneSql, BringMilestoneSql)
            {
                Version = MilestoneVersionSql,
            },
            PlanKind.Risk => new("risk", AddRiskSql, EndRiskSql, BringRiskSql) { Version = RiskVersionSql },
            PlanKind.Cost => new("initiative-cost", AddCostSql, EndCostSql, BringCostSql),
            PlanKind.Act => new("sponsor-act", AddActSql, EndActSql, BringActSql),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    private sealed record Statements(string Sequence, string Add, string End, string BringBack)
    {
        public string? Version { get; init; }
    }

    /// <summary>Rolls back what was changed already.</summary>
    private sealed class ChangedMeanwhileException : Exception;
}

/// <summary>What a plan consists of, as addresses and forms name it.</summary>
public static class PlanKind
{
    public const string Milestone = "milestone";
    public const string Dependency = "dependency";
    public const string Risk = "risk";
    public const string Act = "act";
    public const string Cost = "cost";

    /// <summary>What can be removed and brought back by its number alone.</summary>
    public static readonly IReadOnlyList<string> Rows = [Milestone, Risk, Act, Cost];
}
