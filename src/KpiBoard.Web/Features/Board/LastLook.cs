namespace KpiBoard.Web.Features.Board;

/// <summary>
/// A state of knowledge: the figures of a run, the check-ins up to the newest one of that time, and what happened up to the
/// newest change of an initiative or event.
/// </summary>
public sealed record LookPoint(long Run, DateTimeOffset? CheckInAt, DateTimeOffset? HappenedAt = null);

/// <summary>What a person has been told by the board.</summary>
public sealed record LastLookRow
{
    public long PersonId { get; init; }
    public long Run { get; init; }
    public DateTimeOffset? CheckInAt { get; init; }
    public DateTimeOffset? HappenedAt { get; init; }
    public DateTimeOffset At { get; init; }
    public long ShownRun { get; init; }
    public DateTimeOffset? ShownCheckInAt { get; init; }
    public DateTimeOffset? ShownHappenedAt { get; init; }
    public DateTimeOffset ShownAt { get; init; }
    public long? BeforeRun { get; init; }
    public DateTimeOffset? BeforeCheckInAt { get; init; }
    public DateTimeOffset? BeforeHappenedAt { get; init; }
    public DateTimeOffset? BeforeAt { get; init; }
    public int Version { get; init; }

    /// <summary>What the news is told from.</summary>
    public LookPoint Since => new(Run, CheckInAt, HappenedAt);

    public bool IsFirst => Version == 1;

    /// <summary>The first look: there is no news yet, only what the next ones are told from.</summary>
    public static LastLookRow First(long person, LookPoint newest, DateTimeOffset now) =>
        new()
        {
            PersonId = person,
            Run = newest.Run,
            CheckInAt = newest.CheckInAt,
            HappenedAt = newest.HappenedAt,
            At = now,
            ShownRun = newest.Run,
            ShownCheckInAt = newest.CheckInAt,
            ShownHappenedAt = newest.HappenedAt,
            ShownAt = now,
            Version = 1,
        };

    /// <summary>
    /// The person opens the board. What was shown on an earlier day has been seen as soon as there is a newer run to
    /// tell of; until then, and for the rest of the day, the news stays where it is, however often the page is loaded.
    /// </summary>
    public LastLookRow Opened(LookPoint newest, DateTimeOffset now, Func<DateTimeOffset, DateOnly> dateOf)
    {
        if (newest.Run <= ShownRun && newest.CheckInAt == ShownCheckInAt && newest.HappenedAt == ShownHappenedAt)
        {
            return this;
        }
        var moved =
            newest.Run > ShownRun && dateOf(now) > dateOf(ShownAt)
                ? this with
                {
                    Run = ShownRun,
                    CheckInAt = ShownCheckInAt,
                    HappenedAt = ShownHappenedAt,
                    At = ShownAt,
                    BeforeRun = null,
                    BeforeCheckInAt = null,
                    BeforeHappenedAt = null,
                    BeforeAt = null,
                }
                : this;
        return moved with
        {
            ShownRun = newest.Run,
            ShownCheckInAt = newest.CheckInAt,
            ShownHappenedAt = newest.HappenedAt,
            ShownAt = now,
            Version = Version + 1,
        };
    }

    /// <summary>The person says: I have seen what was shown up to here.</summary>
    public LastLookRow Seen(LookPoint shown, DateTimeOffset now) =>
        this with
        {
            Run = shown.Run,
            CheckInAt = shown.CheckInAt,
            HappenedAt = shown.HappenedAt,
            At = now,
            ShownRun = Math.Max(shown.Run, ShownRun),
            BeforeRun = Run,
            BeforeCheckInAt = CheckInAt,
            BeforeHappenedAt = HappenedAt,
            BeforeAt = At,
            Version = Version + 1,
        };

    /// <summary>Takes back what the person said last; nothing where there is nothing to take back.</summary>
    public LastLookRow? Unseen() =>
        (BeforeRun, BeforeAt) is not ({ } run, { } at)
            ? null
            : this with
            {
                Run = run,
                CheckInAt = BeforeCheckInAt,
                HappenedAt = BeforeHappenedAt,
                At = at,
                BeforeRun = null,
                BeforeCheckInAt = null,
                BeforeHappenedAt = null,
                BeforeAt = null,
                Version = Version + 1,
            };
}
