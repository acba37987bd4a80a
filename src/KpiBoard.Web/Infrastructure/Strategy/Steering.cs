using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>
/// At which grain figures are steered, and so what the effects of initiatives are stated in: the same for the order, for
/// the tree and for the record of what owners said.
/// </summary>
public sealed class Steering
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    /// <summary>What was last known longer ago says nothing about today.</summary>
    private const int MonthsBack = 24;

    private const string KnownSql = """
        SELECT DISTINCT v.[Kpi], v.[Dimension], v.[Member], v.[Grain]
          FROM [InitiativeLink] l
          JOIN [Initiative] i ON i.[Id] = l.[InitiativeId]
          JOIN [KpiValue] v ON v.[Kpi] = l.[Kpi] AND v.[Dimension] = l.[Dimension] AND v.[Member] = l.[Member]
         WHERE i.[Status] NOT IN ('closed', 'stopped') AND v.[ToRun] = @inForce AND v.[LastMonth] >= @from
           AND v.[IsComplete] = 1 AND (v.[Value] IS NOT NULL OR v.[MoneyValue] IS NOT NULL)
        """;

    /// <summary>The figure that boards use goes before the others, where no target says at which grain it is steered.</summary>
    public static readonly IReadOnlyList<Grain> Preferred = [Grain.R12, Grain.Month, Grain.Quarter, Grain.Year];

    /// <summary>Shares of customers or their revenue that each period takes anew.</summary>
    private static readonly string[] Flows =
    [
        KpiCodes.LogoChurn,
        KpiCodes.RevenueChurn,
        KpiCodes.NetRevenueRetention,
        KpiCodes.GrossRevenueRetention,
    ];

    private readonly ILookup<(string, string, string), string> known;
    private readonly TargetBook targets;

    private Steering(IEnumerable<KnownRow> known, TargetBook targets)
    {
        this.known = known.ToLookup(row => (row.Kpi, row.Dimension, row.Member), row => row.Grain);
        this.targets = targets;
    }

    /// <summary>Of the figures that open initiatives are tied to.</summary>
    public static async Task<Steering> ReadAsync(DatabaseTransaction snapshot, TargetBook targets, DateOnly today) =>
        new(await snapshot.QueryAsync<KnownRow>(KnownSql, new { inForce = InForce, from = From(today).Key }), targets);

    /// <summary>The first month whose values count on a day.</summary>
    public static Month From(DateOnly today) => Month.FromDate(today) - MonthsBack;

    public Grain GrainOf(string kpi, string dimension, string member) =>
        GrainOf(targets, kpi, dimension, member, known[(kpi, dimension, member)].Select(Grains.Parse));

    /// <summary>
    /// The grain of a target, so that figure and target can be held together; else that of the figure. It changes only
    /// when people steer by another one.
    /// </summary>
    /// <param name="known">The grains at which the figure has a value.</param>
    public static Grain GrainOf(
        TargetBook targets,
        string kpi,
        string dimension,
        string member,
        IEnumerable<Grain> known
    )
    {
        var usable = Preferred.Intersect(known).ToList();
        return usable
            .Where(grain => targets.Of(kpi, grain, dimension, member).Any())
            .Concat(usable)
            .FirstOrDefault(Grain.R12);
    }

    /// <summary>
    /// How often a year a point of the figure comes. A unit is worth what it is over twelve months; of a share that leaves
    /// or stays period by period, a point of one month comes as often as the year has months.
    /// </summary>
    public static int TimesAYear(string kpi, Grain grain) => IsFlow(kpi) ? Grain.R12.Months() / grain.Months() : 1;

    /// <summary>Whether a point of a month is more than a point of the twelve months.</summary>
    public static bool IsFlow(string kpi) => Flows.Contains(kpi);

    private sealed class KnownRow
    {
        public string Kpi { get; init; } = "";
        public string Dimension { get; init; } = "";
        public string Member { get; init; } = "";
        public string Grain { get; init; } = "";
    }
}
