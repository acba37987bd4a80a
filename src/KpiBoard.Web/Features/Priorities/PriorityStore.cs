using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>Writes runs and proposals: all that the machine says; people decide elsewhere.</summary>
public sealed class PriorityStore(KpiDatabase database, TimeProvider clock)
{
    private const string AddRunSql = """
        INSERT INTO [PriorityRun] ([Id], [RefreshRunId], [Reason], [Seed], [Draws], [Input], [Result], [At])
        VALUES (@id, @refresh, @reason, @seed, @draws, @input, @result, @at)
        """;

    // What a decision or a proposal was made on is kept; of the others only the last.
    private const string ForgetRunsSql = """
        DELETE FROM [PriorityRun]
         WHERE [Id] < @id
           AND NOT EXISTS (SELECT 1 FROM [Proposal] p WHERE p.[PriorityRunId] = [PriorityRun].[Id])
           AND NOT EXISTS (SELECT 1 FROM [Decision] d WHERE d.[PriorityRunId] = [PriorityRun].[Id])
        """;

    private const string WaitingSql = """
        SELECT [Id], [PriorityRunId], [ScenarioId], [Kind], [InitiativeId], [FromRank], [ToRank], [Status], [Content],
               [PostponedUntil], [ProposedAt], [ChangedAt], [Version]
          FROM [Proposal]
         WHERE [Status] IN ('open', 'postponed')
         ORDER BY [Id]
        """;

    private const string AddProposalSql = """
        INSERT INTO [Proposal] ([Id], [PriorityRunId], [Kind], [InitiativeId], [FromRank], [ToRank], [Status], [Content],
               [ProposedAt], [ChangedAt], [Version])
        VALUES (@id, @run, @Kind, @InitiativeId, @From, @To, 'open', @content, @at, @at, 1)
        """;

    private const string RenewSql = """
        UPDATE [Proposal]
           SET [PriorityRunId] = @run, [FromRank] = @From, [ToRank] = @To, [Status] = 'open', [Content] = @content,
               [PostponedUntil] = NULL, [ChangedAt] = @at, [Version] = [Version] + 1
         WHERE [Id] = @id AND [Status] IN ('open', 'postponed')
        """;

    private const string WithdrawSql = """
        UPDATE [Proposal]
           SET [Status] = 'withdrawn', [ChangedAt] = @at, [Version] = [Version] + 1
         WHERE [Id] = @id AND [Status] IN ('open', 'postponed')
        """;

    private const string ProposeSql = """
        INSERT INTO [Proposal] ([Id], [PriorityRunId], [ScenarioId], [Kind], [InitiativeId], [FromRank], [ToRank], [Status],
               [Content], [ProposedAt], [ChangedAt], [Version])
        VALUES (@id, @run, @scenario, @Kind, @InitiativeId, @From, @To, 'open', @content, @at, @at, 1)
        """;

    /// <summary>Proposes what people made of a scenario; what was proposed of the same before is withdrawn.</summary>
    /// <param name="input">What is known now.</param>
    /// <returns>The proposal.</returns>
    public Task<long> ProposeAsync(
        RunInput input,
        PriorityResult result,
        long? refresh,
        MadeProposal made,
        long scenario,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var run = await AddRunAsync(transaction, input, result, refresh, RunReason.Scenario);
                var at = clock.GetUtcNow();
                var waiting = await transaction.QueryAsync<ProposalRow>(WaitingSql);
                foreach (var row in waiting.Where(old => old.ScenarioId == scenario))
                {
                    await transaction.ExecuteAsync(WithdrawSql, new { id = row.Id, at });
                }
                var values = new
                {
                    id = await transaction.NextIdsAsync("proposal"),
                    run,
                    scenario,
                    made.Kind,
                    made.InitiativeId,
                    made.From,
                    made.To,
                    content = made.ToJson(),
                    at,
                };
                await transaction.ExecuteAsync(ProposeSql, values);
                return values.id;
            },
            ct
        );

    /// <summary>Keeps a run with the proposals that follow from it; earlier ones are renewed in place, or withdrawn.</summary>
    /// <param name="refresh">The newest refresh whose figures are in it.</param>
    public Task<long> KeepAsync(
        RunInput input,
        PriorityResult result,
        long? refresh,
        string reason,
        IReadOnlyList<MadeProposal> made,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var run = await AddRunAsync(transaction, input, result, refresh, reason);
                await RenewAsync(transaction, run, made, input.Today);
                await transaction.ExecuteAsync(ForgetRunsSql, new { id = run });
                return run;
            },
            ct
        );

    private async Task<long> AddRunAsync(
        DatabaseTransaction transaction,
        RunInput input,
        PriorityResult result,
        long? refresh,
        string reason
    )
    {
        var id = await transaction.NextIdsAsync("priority-run");
        await transaction.ExecuteAsync(
            AddRunSql,
            new
            {
                id,
                refresh,
                reason,
                seed = PriorityRanker.Seed,
                draws = PriorityEngine.DefaultDraws,
                input = KpiJson.Serialize(input),
                result = KpiJson.Serialize(new RunResult(result.Initiatives)),
                at = clock.GetUtcNow(),
            }
        );
        return id;
    }

    private async Task RenewAsync(
        DatabaseTransaction transaction,
        long run,
        IReadOnlyList<MadeProposal> made,
        DateOnly today
    )
    {
        var at = clock.GetUtcNow();
        var waiting = await transaction.QueryAsync<ProposalRow>(WaitingSql);
        // What people made of a scenario is theirs: no refresh takes it back.
        var own = waiting.Where(row => row.ScenarioId is null).ToList();
        foreach (var one in made)
        {
            var row = own.Find(old => old.Kind == one.Kind && old.InitiativeId == one.InitiativeId);
            var values = new
            {
                id = row?.Id ?? await transaction.NextIdsAsync("proposal"),
                run,
                one.Kind,
                one.InitiativeId,
                one.From,
                one.To,
                content = one.ToJson(),
                at,
            };
            await transaction.ExecuteAsync(row is null ? AddProposalSql : RenewSql, values);
        }
        foreach (var row in own.Where(old => !IsMade(old)).Where(old => old.IsOpen || old.PostponedUntil <= today))
        {
            await transaction.ExecuteAsync(WithdrawSql, new { id = row.Id, at });
        }

        bool IsMade(ProposalRow row) => made.Any(one => one.Kind == row.Kind && one.InitiativeId == row.InitiativeId);
    }
}
