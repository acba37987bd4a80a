using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Evidence.Attachments;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>What one initiative rests on.</summary>
/// <param name="Rows">The newest first.</param>
public sealed record LedgerPage(
    InitiativeHead Head,
    IReadOnlyList<EvidenceRow> Rows,
    IReadOnlyList<AttachmentRow> Files,
    CompanySettings Settings,
    DateOnly Today
)
{
    /// <summary>In days: so far ahead it is told how the chance ages.</summary>
    public static readonly IReadOnlyList<int> Ahead = [0, 182, 365];

    public EvidenceStanding Standing { get; } =
        EvidenceLedger.Assess(Rows.Select(row => row.ToItem()), Today, Settings.HalfLives);

    public required bool MayAssess { get; init; }
    public required string FileLimit { get; init; }
    public string? Done { get; init; }

    /// <summary>What was removed just now, to bring it back.</summary>
    public EvidenceRow? Removed { get; init; }
    public AttachmentRow? RemovedFile { get; init; }

    /// <summary>The chance that what is known today gives on a later day.</summary>
    public double ChanceIn(int days) =>
        EvidenceLedger.Assess(Rows.Select(row => row.ToItem()), Today.AddDays(days), Settings.HalfLives).Chance;

    public EvidenceAgeView AgeOf(EvidenceRow row) => EvidenceAgeView.Of(row, Today, Settings.HalfLives);
}

/// <summary>How old one piece of evidence is against its half-life.</summary>
public sealed record EvidenceAgeView(EvidenceAge Age, int Days, int HalfLife)
{
    /// <summary>How much of the half-life is over, in percent, for the bar.</summary>
    public int Percent => Math.Min(100, 100 * Days / HalfLife);

    public static EvidenceAgeView Of(EvidenceRow row, DateOnly today, HalfLives halfLives)
    {
        var halfLife = halfLives.Of(EvidenceKeys.Kind(row.Kind));
        var days = Math.Max(today.DayNumber - row.FoundOn.DayNumber, 0);
        return new(EvidenceLedger.AgeOf(row.FoundOn, today, halfLife), days, halfLife);
    }
}

/// <summary>The form for evidence; <paramref name="Row"/> is null for new evidence.</summary>
public sealed record EvidenceFormPage(
    InitiativeHead Head,
    EvidenceRow? Row,
    EvidenceForm Form,
    IReadOnlyList<AttachmentRow> Files,
    CompanySettings Settings,
    DateOnly Today
)
{
    public required string FileLimit { get; init; }

    /// <summary>What somebody else has written meanwhile.</summary>
    public EvidenceRow? Conflict { get; init; }
}

/// <summary>What all open initiatives rest on.</summary>
public sealed record GuessworkPage(GuessworkState State, IReadOnlyList<GuessworkDay> History, CompanySettings Settings)
{
    private const int SoonDays = 90;

    /// <summary>Evidence of open initiatives that speaks for them, the oldest first.</summary>
    public required IReadOnlyList<EvidenceRow> Evidence { get; init; }

    /// <summary>What has to be renewed comes first, then what nobody has looked into, then what ages soonest; bets last.</summary>
    public IReadOnlyList<GuessworkLine> Lines =>
        [
            .. State
                .Lines.OrderBy(line =>
                    line.IsBet ? 3
                    : line.Standing.IsStale ? 0
                    : line.Standing.IsAssumption ? 1
                    : 2
                )
                .ThenBy(line => line.Standing.FreshUntil)
                .ThenByDescending(line => line.Left),
        ];

    public IReadOnlyList<GuessworkLine> Bets =>
        [.. State.Lines.Where(line => line.IsBet).OrderBy(line => line.ProofDate ?? DateOnly.MaxValue)];

    /// <summary>Evidence that becomes stale soon, with its last fresh day.</summary>
    public IReadOnlyList<(EvidenceRow Row, DateOnly Until)> Soon =>
        [
            .. Evidence
                .Select(row => (Row: row, Until: UntilOf(row)))
                .Where(one => one.Until >= State.On && one.Until <= State.On.AddDays(SoonDays))
                .OrderBy(one => one.Until),
        ];

    /// <summary>The days kept, and today as it stands, which the night has not kept yet or differently.</summary>
    public IReadOnlyList<GuessworkDay> Days =>
        [
            .. History.Where(day => day.Currency == State.Currency && day.OnDay < State.On),
            .. State.Sum.Share is null
                ? []
                : (GuessworkDay[])
                    [
                        new()
                        {
                            OnDay = State.On,
                            Remaining = State.Sum.Remaining,
                            Assumed = State.Sum.Assumed,
                            Stale = State.Sum.Stale,
                            Bets = State.Sum.Bets,
                            Currency = State.Currency,
                        },
                    ],
        ];

    private DateOnly UntilOf(EvidenceRow row) =>
        row.FoundOn.AddDays(Settings.HalfLives.Of(EvidenceKeys.Kind(row.Kind)));
}
