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
        var sql = PlanStatements.Of(kind);
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

    private Task<long?> SetAsync(
        string kind,
        long initiative,
        long? instead,
        Func<long, int, DateTimeOffset, object> values,
        CancellationToken ct
    )
    {
        var sql = PlanStatements.Of(kind);
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
