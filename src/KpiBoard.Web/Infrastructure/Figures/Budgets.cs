using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>
/// What companies budget: a month's revenue as a whole, that of lines without a customer too. It is planned like a target,
/// in files of targets, under the code of the bridge's measure, and read beside what came of it and of last year's month.
/// </summary>
public sealed class Budgets(KpiDatabase database)
{
    public const string Revenue = "revenue";

    private const string RevenueSql = """
        SELECT [LastMonth] AS [Month], [End] + [Unidentified] AS [Units], [IsComplete]
          FROM [Bridge]
         WHERE [Measure] = 'revenue' AND [Grain] = 'month' AND [Dimension] = '' AND [ToRun] = @inForce
           AND [LastMonth] BETWEEN @from AND @to
         ORDER BY [LastMonth]
        """;

    private const int MonthsAYear = 12;

    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    private static readonly KpiDefinition RevenueFigure = new(
        Revenue,
        KpiGroup.CustomersDo,
        KpiUnit.Money,
        GoodDirection.Up,
        IntervalMethod.Exact,
        0
    );

    /// <summary>What may be planned besides the figures; null when the code is none of it.</summary>
    public static KpiDefinition? Find(string code) => code == Revenue ? RevenueFigure : null;

    /// <summary>The budget of a month, in the company's currency.</summary>
    public static Money? Of(TargetBook targets, Month month) =>
        targets.Of(Revenue, Grain.Month, KpiDimensions.Total, "", month)?.Value is { } value
            ? Money.FromDecimal((decimal)value)
            : null;

    /// <summary>The months of a span that figures know of, with their budget and last year.</summary>
    public async Task<IReadOnlyList<BudgetMonth>> ReadAsync(Month from, Month to, CancellationToken ct)
    {
        var rows = await database.QueryAsync<RevenueRow>(
            RevenueSql,
            new
            {
                from = (from - MonthsAYear).Key,
                to = to.Key,
                inForce = InForce,
            },
            ct
        );
        var known = rows.ToDictionary(row => row.Month);
        var targets = await TargetQueries.ReadAsync(database, ct);
        return
        [
            .. rows.Where(row => row.Month >= from.Key)
                .Select(row => (Month: Month.FromKey(row.Month), Row: row))
                .Select(at => new BudgetMonth(
                    at.Month,
                    at.Row.IsComplete,
                    new BudgetLine(
                        new Money(at.Row.Units),
                        Of(targets, at.Month),
                        known.GetValueOrDefault((at.Month - MonthsAYear).Key) is { } before
                            ? new Money(before.Units)
                            : null
                    )
                )),
        ];
    }

    private sealed class RevenueRow
    {
        public int Month { get; init; }

        public long Units { get; init; }

        public bool IsComplete { get; init; }
    }
}

/// <summary>A month's revenue as the figures in force have it.</summary>
public sealed record BudgetMonth(Month Month, bool IsComplete, BudgetLine Line);

/// <summary>A sum beside its budget and last year's, where there are such.</summary>
public sealed record BudgetLine(Money Actual, Money? Budget, Money? LastYear)
{
    public bool HasAny => Budget is not null || LastYear is not null;

    /// <summary>The difference to another sum as a share of it; none where that is nothing.</summary>
    public double? Share(Money than) =>
        than == Money.Zero ? null : (double)((Actual - than).ToDecimal() / Math.Abs(than.ToDecimal()));
}
