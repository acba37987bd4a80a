using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>Who decides.</summary>
/// <param name="Id">In [AppUser]; none for a token.</param>
public sealed record Decider(long? Id, string By);

/// <summary>What somebody decided on a proposal.</summary>
/// <param name="Kind">One of <see cref="DecisionKind.OnProposals"/>.</param>
/// <param name="Rank">The rank chosen instead of the one proposed.</param>
/// <param name="Until">Until when it is put off.</param>
public sealed record DecisionAnswer(string Kind, string Reason, int? Rank, DateOnly? Until);

/// <summary>Why nothing was decided.</summary>
public enum DecisionRefusal
{
    Unknown,

    /// <summary>Somebody else has decided, or the proposal says something else by now.</summary>
    ChangedMeanwhile,

    /// <summary>The initiative cannot take that step; the message says why.</summary>
    StepRefused,
}

/// <summary>What came of it.</summary>
public sealed record DecisionOutcome(long? Id, DecisionRefusal? Refusal = null, string? Message = null);

/// <summary>
/// Writes what people decide: the decision with what it was taken on, the order that follows, the proposal and the status
/// of the initiative are one.
/// </summary>
public sealed class DecisionStore(KpiDatabase database, TimeProvider clock)
{
    private const string ProposalSql = """
        SELECT p.[Id], p.[PriorityRunId], p.[Kind], p.[InitiativeId], i.[Status] AS [InitiativeStatus], p.[FromRank],
               p.[ToRank], p.[Status], p.[Content], p.[PostponedUntil], p.[Version]
          FROM [Proposal] p
          JOIN [Initiative] i ON i.[Id] = p.[InitiativeId]
         WHERE p.[Id] = @id
        """;

    private const string AnswerSql = """
        UPDATE [Proposal]
           SET [Status] = @status, [PostponedUntil] = @until, [ChangedAt] = @at, [Version] = [Version] + 1
         WHERE [Id] = @id AND [Version] = @version AND [Status] IN ('open', 'postponed')
        """;

    private const string AgainSql = """
        UPDATE [Proposal]
           SET [Status] = @status, [PostponedUntil] = NULL, [ChangedAt] = @at, [Version] = [Version] + 1
         WHERE [Id] = @id
        """;

    private const string OthersOpenSql = """
        SELECT COUNT(*)
          FROM [Proposal]
         WHERE [Id] <> @id AND [InitiativeId] = @initiative AND [Kind] = @kind AND [Status] IN ('open', 'postponed')
        """;

    private const string DecidedSql = """
        SELECT d.[InitiativeId], d.[Rank], d.[DecisionId]
          FROM [DecidedRank] d
          JOIN [Initiative] i ON i.[Id] = d.[InitiativeId]
         WHERE i.[Status] NOT IN @ended
         ORDER BY d.[Rank], d.[InitiativeId]
        """;

    private const string AddSql = """
        INSERT INTO [Decision] ([Id], [ProposalId], [PriorityRunId], [Kind], [Reason], [Content], [ById], [By], [DecidedAt])
        VALUES (@id, @proposal, @run, @kind, @reason, @content, @byId, @by, @at)
        """;

    private const string FindSql = """
        SELECT [Id], [ProposalId], [PriorityRunId], [Kind], [Reason], [Content], [By], [DecidedAt], [UndoneAt], [UndoneBy]
          FROM [Decision]
         WHERE [Id] = (SELECT MAX([Id]) FROM [Decision] WHERE [UndoneAt] IS NULL)
        """;

    private const string UndoSql = """
        UPDATE [Decision]
           SET [UndoneAt] = @at, [UndoneBy] = @by
         WHERE [Id] = @id AND [UndoneAt] IS NULL
        """;

    private const string ForgetRanksSql = "DELETE FROM [DecidedRank]";

    private const string AddRankSql = """
        INSERT INTO [DecidedRank] ([InitiativeId], [Rank], [DecisionId])
        VALUES (@initiative, @rank, @decision)
        """;

    /// <summary>Decides on a proposal that is still as it was seen.</summary>
    /// <param name="life">Moves the initiative where the decision says so.</param>
    public Task<DecisionOutcome> DecideAsync(
        long proposal,
        int version,
        DecisionAnswer answer,
        Decider decider,
        IInitiativeLife life,
        CancellationToken ct
    ) =>
        AllOrNothingAsync(
            async transaction =>
            {
                // The ids are reserved first: in both engines that makes a second writer wait.
                var id = await transaction.NextIdsAsync("decision");
                if (
                    await transaction.SingleOrDefaultAsync<ProposalRow>(ProposalSql, new { id = proposal })
                    is not { } row
                )
                {
                    return new(null, DecisionRefusal.Unknown);
                }
                var at = clock.GetUtcNow();
                var answered = new
                {
                    id = proposal,
                    version,
                    status = DecisionMaker.StatusAfter(answer.Kind),
                    until = answer.Until,
                    at,
                };
                if (await transaction.ExecuteAsync(AnswerSql, answered) == 0)
                {
                    return new(null, DecisionRefusal.ChangedMeanwhile);
                }
                var content = DecisionMaker.Decide(row, answer, await DecidedAsync(transaction));
                await AddAsync(
                    transaction,
                    id,
                    proposal,
                    row.PriorityRunId,
                    answer.Kind,
                    answer.Reason,
                    content,
                    decider
                );
                await RankAsync(transaction, id, content.Before, content.After);
                return
                    content.StatusAfter is { } to
                    && await life.MoveAsync(transaction, row.InitiativeId, to, answer.Reason, decider.By) is { } why
                    ? new(null, DecisionRefusal.StepRefused, why)
                    : new(id);
            },
            ct
        );

    /// <summary>Puts the order as people want it.</summary>
    /// <param name="seen">The order that they had before them.</param>
    /// <param name="run">What was known when they did.</param>
    public Task<DecisionOutcome> OrderAsync(
        IReadOnlyList<string> seen,
        IReadOnlyList<string> order,
        string reason,
        long run,
        Decider decider,
        CancellationToken ct
    ) =>
        AllOrNothingAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("decision");
                var before = await DecidedAsync(transaction);
                if (!before.SequenceEqual(seen))
                {
                    return new(null, DecisionRefusal.ChangedMeanwhile);
                }
                var content = new DecisionContent { Before = before, After = order };
                await AddAsync(transaction, id, null, run, DecisionKind.Order, reason, content, decider);
                await RankAsync(transaction, id, before, order);
                return new(id);
            },
            ct
        );

    /// <summary>Takes back the last decision that stands.</summary>
    public Task<DecisionOutcome> UndoAsync(long id, Decider decider, IInitiativeLife life, CancellationToken ct) =>
        AllOrNothingAsync(
            async transaction =>
            {
                await transaction.NextIdsAsync("decision");
                if (await transaction.SingleOrDefaultAsync<DecisionRow>(FindSql) is not { } last || last.Id != id)
                {
                    return new(null, DecisionRefusal.ChangedMeanwhile);
                }
                var at = clock.GetUtcNow();
                await transaction.ExecuteAsync(
                    UndoSql,
                    new
                    {
                        id,
                        at,
                        by = decider.By,
                    }
                );
                await RankAsync(transaction, id, last.Said.After, last.Said.Before);
                return
                    last.ProposalId is { } proposal
                    && await ReopenAsync(transaction, proposal, last, decider, life, at) is { } why
                    ? new(null, DecisionRefusal.StepRefused, why)
                    : new(id);
            },
            ct
        );

    /// <summary>The proposal waits again, unless the same has been proposed anew meanwhile.</summary>
    private static async Task<string?> ReopenAsync(
        DatabaseTransaction transaction,
        long proposal,
        DecisionRow last,
        Decider decider,
        IInitiativeLife life,
        DateTimeOffset at
    )
    {
        var row = (await transaction.SingleOrDefaultAsync<ProposalRow>(ProposalSql, new { id = proposal }))!;
        var others = await transaction.ScalarAsync<int>(
            OthersOpenSql,
            new
            {
                id = proposal,
                initiative = row.InitiativeId,
                kind = row.Kind,
            }
        );
        await transaction.ExecuteAsync(
            AgainSql,
            new
            {
                id = proposal,
                status = others == 0 ? ProposalStatus.Open : ProposalStatus.Withdrawn,
                at,
            }
        );
        return (last.Said.StatusAfter, last.Said.StatusBefore) is ({ } from, { } to)
            ? await life.TakeBackAsync(transaction, row.InitiativeId, from, to, last.Reason, decider.By)
            : null;
    }

    private static async Task<IReadOnlyList<string>> DecidedAsync(DatabaseTransaction transaction) =>
        [
            .. (await transaction.QueryAsync<DecidedRow>(DecidedSql, new { ended = OpenStatus.Ended })).Select(row =>
                SituationMaker.KeyOf(row.InitiativeId)
            ),
        ];

    private async Task AddAsync(
        DatabaseTransaction transaction,
        long id,
        long? proposal,
        long run,
        string kind,
        string reason,
        DecisionContent content,
        Decider decider
    ) =>
        await transaction.ExecuteAsync(
            AddSql,
            new
            {
                id,
                proposal,
                run,
                kind,
                reason = reason.ReplaceLineEndings("\n").Trim(),
                content = KpiJson.Serialize(content),
                byId = decider.Id,
                by = decider.By,
                at = clock.GetUtcNow(),
            }
        );

    private static async Task RankAsync(
        DatabaseTransaction transaction,
        long decision,
        IReadOnlyList<string> before,
        IReadOnlyList<string> after
    )
    {
        if (before.SequenceEqual(after))
        {
            return;
        }
        await transaction.ExecuteAsync(ForgetRanksSql);
        await transaction.ExecuteAsync(
            AddRankSql,
            after.Select(
                (key, at) =>
                    new
                    {
                        initiative = SituationMaker.IdOf(key),
                        rank = at + 1,
                        decision,
                    }
            )
        );
    }

    /// <summary>What is refused halfway leaves nothing behind.</summary>
    private async Task<DecisionOutcome> AllOrNothingAsync(
        Func<DatabaseTransaction, Task<DecisionOutcome>> work,
        CancellationToken ct
    )
    {
        try
        {
            return await database.WriteAsync(
                async transaction =>
                {
                    var outcome = await work(transaction);
                    return outcome.Refusal is null ? outcome : throw new RefusedException(outcome);
                },
                ct
            );
        }
        catch (RefusedException refused)
        {
            return refused.Outcome;
        }
    }

    private sealed class RefusedException(DecisionOutcome outcome) : Exception
    {
        public DecisionOutcome Outcome => outcome;
    }
}
