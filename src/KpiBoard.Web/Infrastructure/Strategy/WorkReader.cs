using System.Globalization;
using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>
/// What the open initiatives still need, by unit and month, and the days that units have: the same for whoever asks. What
/// people have planned counts; where they have not, what is left of the effort lies evenly over units and months.
/// </summary>
public sealed class WorkReader(KpiDatabase database)
{
    private const string OpenSql = """
        SELECT i.[Id], i.[Title], i.[Status], i.[OwnerId], i.[SponsorId], i.[StartsOn], i.[EndsOn], i.[EffortDays],
               i.[Progress], i.[Budget], i.[BudgetCurrency], d.[Rank] AS [DecidedRank],
               (SELECT SUM(c.[Amount])
                  FROM [InitiativeCost] c
                 WHERE c.[InitiativeId] = i.[Id] AND c.[Currency] = i.[BudgetCurrency] AND c.[RemovedAt] IS NULL
               ) AS [Spent]
          FROM [Initiative] i
          LEFT JOIN [DecidedRank] d ON d.[InitiativeId] = i.[Id]
         WHERE i.[Status] NOT IN ('closed', 'stopped')
         ORDER BY CASE WHEN d.[Rank] IS NULL THEN 1 ELSE 0 END, d.[Rank], i.[StartsOn], i.[Id]
        """;

    private const string UnitsSql = """
        SELECT [InitiativeId], [BusinessUnit]
          FROM [InitiativeUnit]
         ORDER BY [InitiativeId], [BusinessUnit]
        """;

    private const string PlannedSql = """
        SELECT [InitiativeId], [BusinessUnit], [Month], [Days]
          FROM [WorkPlan]
         WHERE [Month] >= @month
         ORDER BY [InitiativeId], [BusinessUnit], [Month]
        """;

    private const string CapacitySql = """
        SELECT [BusinessUnit], [FromMonth] AS [Month], [Days]
          FROM [UnitCapacity]
         ORDER BY [BusinessUnit], [FromMonth]
        """;

    /// <summary>As of a day of the company.</summary>
    public Task<WorkBook> ReadAsync(DateOnly today, CancellationToken ct) =>
        database.ReadSnapshotAsync(snapshot => ReadAsync(snapshot, today), ct);

    /// <summary>The same together with what else is read.</summary>
    public static async Task<WorkBook> ReadAsync(DatabaseTransaction snapshot, DateOnly today)
    {
        var now = Month.FromDate(today);
        var rows = await snapshot.QueryAsync<OpenRow>(OpenSql);
        var units = (await snapshot.QueryAsync<ShareRow>(UnitsSql)).ToLookup(
            row => row.InitiativeId,
            row => row.BusinessUnit
        );
        var planned = (await snapshot.QueryAsync<ShareRow>(PlannedSql, new { month = now.Key })).ToLookup(
            row => row.InitiativeId,
            row => row.ToShare()
        );
        var steps = (await snapshot.QueryAsync<ShareRow>(CapacitySql)).Select(row => row.ToShare()).ToList();
        var work = rows.Select(row => row.ToWork([.. units[row.Id]], [.. planned[row.Id]], today)).ToList();
        var last = work.SelectMany(one => one.Work.Shares)
            .Select(share => share.Month)
            .Append(now + (WorkBook.Months - 1))
            .Max();
        return new(now, work, UnitDays.InForce(steps, now, last));
    }

    /// <summary>The days that an open initiative still needs: as planned from this month on, else spread evenly.</summary>
    public static IReadOnlyList<WorkShare> Left(
        IReadOnlyList<WorkShare> planned,
        IReadOnlyList<string> units,
        int? effort,
        int progress,
        DateOnly today,
        DateOnly startsOn,
        DateOnly? endsOn
    ) =>
        planned.Count > 0 ? planned
        : effort is { } days ? UnitDays.Evenly(units, Remaining.Days(days, progress), today, startsOn, endsOn)
        : [];

    private sealed class OpenRow
    {
        public long Id { get; init; }
        public string Title { get; init; } = "";
        public string Status { get; init; } = "";
        public long OwnerId { get; init; }
        public long? SponsorId { get; init; }
        public DateOnly StartsOn { get; init; }
        public DateOnly? EndsOn { get; init; }
        public int? EffortDays { get; init; }
        public int Progress { get; init; }
        public Money? Budget { get; init; }
        public string? BudgetCurrency { get; init; }
        public int? DecidedRank { get; init; }
        public Money? Spent { get; init; }

        public InitiativeWork ToWork(IReadOnlyList<string> units, IReadOnlyList<WorkShare> planned, DateOnly today) =>
            new(
                Id,
                Title,
                Status,
                new(
                    Id.ToString(CultureInfo.InvariantCulture),
                    InitiativeWork.IsAtWork(Status),
                    Left(planned, units, EffortDays, Progress, today, StartsOn, EndsOn)
                )
            )
            {
                OwnerId = OwnerId,
                SponsorId = SponsorId,
                StartsOn = StartsOn,
                EndsOn = EndsOn,
                Progress = Progress,
                Units = units,
                DecidedRank = DecidedRank,
                IsPlanned = planned.Count > 0,
                HasEffort = planned.Count > 0 || EffortDays is not null,
                Budget = Budget,
                Currency = BudgetCurrency,
                Spent = Spent,
                BudgetLeft = Budget is { } budget ? Remaining.Budget(budget, Spent, Progress) : null,
            };
    }

    private sealed class ShareRow
    {
        public long InitiativeId { get; init; }
        public string BusinessUnit { get; init; } = "";
        public int Month { get; init; }
        public double Days { get; init; }

        public WorkShare ToShare() => new(BusinessUnit, Core.Periods.Month.FromKey(Month), Days);
    }
}

/// <summary>The open initiatives and what they need, in the decided order and then by start.</summary>
/// <param name="Now">The running month.</param>
/// <param name="Days">What units have, by unit and month; only of units and months that somebody has said it of.</param>
public sealed record WorkBook(Month Now, IReadOnlyList<InitiativeWork> Initiatives, IReadOnlyList<WorkShare> Days)
{
    /// <summary>So far ahead people's days are looked at, at least.</summary>
    public const int Months = 12;

    /// <summary>What fits when the order is followed.</summary>
    public CapacityPlan Follow() => CapacityPlan.Follow([.. Initiatives.Select(one => one.Work)], Days);
}

/// <summary>An open initiative and what it still needs.</summary>
public sealed record InitiativeWork(long Id, string Title, string Status, RemainingWork Work)
{
    public long OwnerId { get; init; }
    public long? SponsorId { get; init; }
    public DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }

    /// <summary>In per cent.</summary>
    public int Progress { get; init; }

    /// <summary>Who takes part; empty when nobody has said.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Its place in the decided order; none when it has not been decided on.</summary>
    public int? DecidedRank { get; init; }

    /// <summary>True when people have planned the days; else they are spread evenly.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>False when nobody has said how much work it is.</summary>
    public bool HasEffort { get; init; }
    public Money? Budget { get; init; }

    /// <summary>Of the budget.</summary>
    public string? Currency { get; init; }

    /// <summary>In the currency of the budget; none when nothing is recorded in it.</summary>
    public Money? Spent { get; init; }
    public Money? BudgetLeft { get; init; }

    /// <summary>Person-days that are left, of all units.</summary>
    public double DaysLeft => Work.Shares.Sum(share => share.Days);

    /// <summary>Whether people are at it in this status.</summary>
    public static bool IsAtWork(string status) => status is "running" or "closing";
}
