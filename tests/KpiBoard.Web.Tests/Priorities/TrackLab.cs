using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Infrastructure.Json;
using Microsoft.Extensions.DependencyInjection;

namespace KpiBoard.Web.Tests.Priorities;

/// <summary>
/// The company of <see cref="PriorityLab"/> with decisions that were taken on its first run, when churn stood at 1.7%
/// and the relationship at 31; both were to have changed by March 2027.
/// </summary>
internal sealed class TrackLab(IServiceProvider services)
{
    public static readonly Month Due = new(2027, 3);

    private const string AddProposalSql = """
        INSERT INTO [Proposal] ([Id], [PriorityRunId], [Kind], [InitiativeId], [FromRank], [ToRank], [Status], [Content],
               [ProposedAt], [ChangedAt], [Version])
        VALUES (@id, 1, @kind, @initiative, 2, 1, 'accepted', @content, @at, @at, 2)
        """;

    private const string AddDecisionSql = """
        INSERT INTO [Decision] ([Id], [ProposalId], [PriorityRunId], [Kind], [Reason], [Content], [By], [DecidedAt],
               [UndoneAt])
        VALUES (@id, @id, 1, @kind, @reason, @content, 'test', @at, @undone)
        """;

    private int decisions;

    public PriorityLab Priorities { get; } = new(services);

    private KpiDatabase Database => services.GetRequiredService<KpiDatabase>();

    public async Task FillAsync(long? owner = null)
    {
        await Priorities.FillAsync(owner);
        await Priorities.FollowAsync();
    }

    public async Task<long> DecideAsync(
        string decision,
        string proposal,
        long initiative,
        string reason = "As the figures say.",
        bool isUndone = false
    )
    {
        var id = ++decisions;
        await Database.ExecuteAsync(
            AddProposalSql,
            new
            {
                id,
                kind = proposal,
                initiative,
                content = KpiJson.Serialize(new ProposalContent { Certainty = 0.9 }),
                at = FigureSeed.Now,
            },
            CancellationToken.None
        );
        await Database.ExecuteAsync(
            AddDecisionSql,
            new
            {
                id,
                kind = decision,
                reason,
                content = KpiJson.Serialize(
                    new DecisionContent { Proposal = proposal, Initiative = $"INI-{initiative}" }
                ),
                at = FigureSeed.Now.AddMinutes(id),
                undone = isUndone ? FigureSeed.Now.AddHours(1) : (DateTimeOffset?)null,
            },
            CancellationToken.None
        );
        return id;
    }

    /// <summary>Churn among small businesses in a month; absent without a value.</summary>
    public Task ChurnAsync(Month month, double? value, double? halfWidth = 0.003) =>
        new FigureSeed(Database).AddValuesAsync([
            new(KpiCodes.LogoChurn, new(Grain.Month, month), value)
            {
                Dimension = KpiDimensions.Segment,
                Member = PriorityLab.Small,
                HalfWidth = halfWidth,
                Reason = value is null ? "no data" : null,
            },
        ]);

    public Task NpsAsync(Month month, double value) =>
        new FigureSeed(Database).AddValuesAsync([
            new(KpiCodes.NpsRelationship, new(Grain.R12, month), value) { HalfWidth = 1.5 },
        ]);
}
