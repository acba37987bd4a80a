using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>Takes initiatives through their life. A step, the new status and the version with it are one.</summary>
public sealed class LifeStore(KpiDatabase database, CompanySettingsStore settingsStore, TimeProvider clock)
{
    private const string NowSql = """
        SELECT i.[Status], i.[Version], v.[Content]
          FROM [Initiative] i
          JOIN [InitiativeVersion] v ON v.[InitiativeId] = i.[Id] AND v.[Version] = i.[Version] AND v.[Action] <> @notAnEdit
         WHERE i.[Id] = @id
        """;

    private const string MoveSql = """
        UPDATE [Initiative]
           SET [Status] = @to, [Version] = [Version] + 1, [ChangedAt] = @at, [ChangedBy] = @by
         WHERE [Id] = @id AND [Version] = @version
        """;

    private const string AddStepSql = """
        INSERT INTO [InitiativeStep] ([Id], [InitiativeId], [FromStatus], [ToStatus], [Why], [At], [By])
        VALUES (@stepId, @id, @from, @to, @why, @at, @by)
        """;

    /// <summary>Takes a step, if life has it and the gate opens.</summary>
    /// <param name="version">What the person had seen; null takes the step from wherever it stands now.</param>
    public async Task<StepOutcome> MoveAsync(
        long id,
        int? version,
        string to,
        string why,
        string by,
        CancellationToken ct
    )
    {
        var settings = await settingsStore.GetAsync(ct);
        return await database.WriteAsync(transaction => MoveAsync(transaction, id, version, to, why, by, settings), ct);
    }

    /// <summary>What the gate would say to an initiative as it stands; null when there is none.</summary>
    public async Task<GateVerdict?> JudgeAsync(long id, CancellationToken ct)
    {
        var settings = await settingsStore.GetAsync(ct);
        return await database.ReadSnapshotAsync(
            async snapshot =>
                await NowAsync(snapshot, id) is { } now
                    ? await JudgeAsync(snapshot, id, now.ToContent(), settings)
                    : null,
            ct
        );
    }

    /// <summary>What the gate says to a content that an initiative is to have.</summary>
    public async Task<GateVerdict> JudgeAsync(long id, InitiativeContent content, CancellationToken ct)
    {
        var settings = await settingsStore.GetAsync(ct);
        return await database.ReadSnapshotAsync(snapshot => JudgeAsync(snapshot, id, content, settings), ct);
    }

    /// <summary>How the open initiatives go about it, and what is left of their budgets.</summary>
    public async Task<StrategyMix> MixAsync(CancellationToken ct)
    {
        var settings = await settingsStore.GetAsync(ct);
        var today = settings.DateOf(clock.GetUtcNow());
        return StrategyMix.Of(
            await database.ReadSnapshotAsync(snapshot => GateQueries.RemainingAsync(snapshot, settings, today), ct)
        );
    }

    /// <summary>Keeps a step as part of a larger write.</summary>
    public static async Task AddStepAsync(
        DatabaseTransaction transaction,
        long id,
        string from,
        string to,
        string why,
        DateTimeOffset at,
        string by
    ) =>
        await transaction.ExecuteAsync(
            AddStepSql,
            new
            {
                stepId = await transaction.NextIdsAsync("initiative-step"),
                id,
                from,
                to,
                why,
                at,
                by,
            }
        );

    /// <summary>Takes a step as part of a larger write.</summary>
    public async Task<StepOutcome> MoveAsync(
        DatabaseTransaction transaction,
        long id,
        int? version,
        string to,
        string why,
        string by,
        CompanySettings settings
    )
    {
        if (await NowAsync(transaction, id) is not { } now)
        {
            return new(StepRefusal.Unknown);
        }
        if (version is { } seen && seen != now.Version)
        {
            return new(StepRefusal.ChangedMeanwhile);
        }
        if (InitiativeLife.Find(now.Status, to) is not { } step)
        {
            return new(StepRefusal.NoSuchStep);
        }
        var content = now.ToContent();
        var isBetApproved = step.IsApproval && content.IsBet;
        if ((step.NeedsWhy || isBetApproved) && string.IsNullOrWhiteSpace(why))
        {
            return new(StepRefusal.WhyMissing);
        }
        if (step.IsApproval && await JudgeAsync(transaction, id, content, settings) is { IsOpen: false } gate)
        {
            return new(StepRefusal.GateClosed, gate);
        }
        return await StoreAsync(transaction, id, now, to, why, by, VersionAction.Moved);
    }

    /// <summary>Brings an initiative back to where it stood, if it still stands where the step has led.</summary>
    public async Task<StepOutcome> TakeBackAsync(
        DatabaseTransaction transaction,
        long id,
        string from,
        string to,
        string why,
        string by
    ) =>
        await NowAsync(transaction, id) is not { } now ? new(StepRefusal.Unknown)
        : now.Status != from ? new(StepRefusal.ChangedMeanwhile)
        : await StoreAsync(transaction, id, now, to, why, by, VersionAction.Undone);

    private async Task<StepOutcome> StoreAsync(
        DatabaseTransaction transaction,
        long id,
        NowRow now,
        string to,
        string why,
        string by,
        string action
    )
    {
        var at = clock.GetUtcNow();
        var moved = await transaction.ExecuteAsync(
            MoveSql,
            new
            {
                id,
                version = now.Version,
                to,
                at,
                by,
            }
        );
        if (moved == 0)
        {
            return new(StepRefusal.ChangedMeanwhile);
        }
        await AddStepAsync(transaction, id, now.Status, to, why.ReplaceLineEndings("\n").Trim(), at, by);
        await InitiativeStore.AddVersionAsync(
            transaction,
            id,
            now.Version + 1,
            at,
            by,
            action,
            now.ToContent() with
            {
                Status = to,
            }
        );
        return StepOutcome.Taken;
    }

    private async Task<GateVerdict> JudgeAsync(
        DatabaseTransaction snapshot,
        long id,
        InitiativeContent content,
        CompanySettings settings
    )
    {
        var today = settings.DateOf(clock.GetUtcNow());
        var asked = new GateCase(
            content.Diagnosis.Length > 0,
            await GateQueries.StandingAsync(snapshot, id, settings, today),
            content.IsBet,
            content.ProofDate,
            content.KillCriterion.Length > 0,
            content.BudgetUnits is not null
        );
        var rows = await GateQueries.RemainingAsync(
            snapshot,
            settings,
            today,
            row =>
                row.Id == id
                    ? row with
                    {
                        IsBet = content.IsBet,
                        Budget = content.Budget(),
                        BudgetCurrency = content.BudgetCurrency,
                    }
                    : row
        );
        return DiagnosisGate.Judge(asked, GateQueries.ForGate(rows, id), settings.BetCap, today);
    }

    private static Task<NowRow?> NowAsync(DatabaseTransaction transaction, long id) =>
        transaction.SingleOrDefaultAsync<NowRow>(NowSql, new { id, notAnEdit = VersionAction.CheckInUndone });

    private sealed class NowRow
    {
        public string Status { get; init; } = "";
        public int Version { get; init; }
        public string Content { get; init; } = "";

        public InitiativeContent ToContent() => KpiJson.Deserialize<InitiativeContent>(Content)!;
    }
}
