namespace KpiBoard.Web.Features.Board;

/// <summary>A state of knowledge: the figures of a run, and the check-ins up to the newest one of that time.</summary>
public sealed record LookPoint(long Run, DateTimeOffset? CheckInAt);

/// <summary>What a person has been told by the board.</summary>
public sealed record LastLookRow
{
    public long PersonId { get; init; }
    public long Run { get; init; }
    public DateTimeOffset? CheckInAt { get; init; }
    public DateTimeOffset At { get; init; }
    public long ShownRun { get; init; }
    public DateTimeOffset? ShownCheckInAt { get; init; }
    public DateTimeOffset ShownAt { get; init; }
    public long? BeforeRun { get; init; }
    public DateTimeOffset? BeforeCheckInAt { get; init; }
    public DateTimeOffset? BeforeAt { get; init; }
    public int Version { get; init; }

    /// <summary>What the news is told from.</summary>
    public LookPoint Since => new(Run, CheckInAt);

    public bool IsFirst => Version == 1;

    /// <summary>The first look: there is no news yet, only what the next ones are told from.</summary>
    public static LastLookRow First(long person, LookPoint newest, DateTimeOffset now) =>
        new()
        {
            PersonId = person,
            Run = newest.Run,
            CheckInAt = newest.CheckInAt,
            At = now,
            ShownRun = newest.Run,
            ShownCheckInAt = newest.CheckInAt,
            ShownAt = now,
            Version = 1,
        };

    /// <summary>
    /// The person opens the board. What was shown on an earlier day has been seen as soon as there is a newer run to
    /// tell of; until then, and for the rest of the day, the news stays where it is, however often the page is loaded.
    /// </summary>
    public LastLookRow Opened(LookPoint newest, DateTimeOffset now, Func<DateTimeOffset, DateOnly> dateOf)
    {
        if (newest.Run <= ShownRun && newest.CheckInAt == ShownCheckInAt)
        {
            return this;
        }
        var moved =
            newest.Run > ShownRun && dateOf(now) > dateOf(ShownAt)
                ? this with
                {
                    Run = ShownRun,
                    CheckInAt = ShownCheckInAt,
                    At = ShownAt,
                    BeforeRun = null,
                    BeforeCheckInAt = null,
                    BeforeAt = null,
                }
                : this;
        return moved with
        {
            ShownRun = newest.Run,
            ShownCheckInAt = newest.CheckInAt,
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
            At = now,
            ShownRun = Math.Max(shown.Run, ShownRun),
            BeforeRun = Run,
            BeforeCheckInAt = CheckInAt,
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
                At = at,
                BeforeRun = null,
                BeforeCheckInAt = null,
                BeforeAt = null,
                Version = Version + 1,
            };
}
