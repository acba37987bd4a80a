using System.Text;
using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Says what a run changed.</summary>
internal static class Summaries
{
    private const int LargestChanges = 20;

    private const string WithoutRateSql = """
        SELECT m.[Currency], m.[Month], COUNT(*) AS [Customers], SUM(m.[Amount]) AS [Amount]
          FROM [CustomerMonth] m
         WHERE m.[Currency] <> @currency
           AND NOT EXISTS (SELECT 1
                             FROM [MonthRate] r
                            WHERE r.[Currency] = m.[Currency] AND r.[Month] = m.[Month])
         GROUP BY m.[Currency], m.[Month]
         ORDER BY m.[Currency], m.[Month]
        """;

    /// <summary>What is left out for want of a rate; asked only where there may be another currency.</summary>
    public static async Task<IReadOnlyList<WithoutRate>> WithoutRateAsync(
        DatabaseTransaction transaction,
        FigureWork work
    )
    {
        return work.Basis.HasOtherCurrencies
            ? await transaction.ReadBulkAsync(WithoutRateSql, new { currency = work.Basis.Currency ?? "" }, Read)
            : [];

        static List<WithoutRate> Read(IBulkReader reader)
        {
            var left = new List<WithoutRate>();
            while (reader.Read())
            {
                left.Add(
                    new(
                        Encoding.UTF8.GetString(reader.GetUtf8(0)),
                        Month.FromKey((int)reader.GetInt64(1)).ToString(),
                        (int)reader.GetInt64(2),
                        new Money(reader.GetInt64(3)).ToDecimal()
                    )
                );
            }
            return left;
        }
    }

    public static RunSummary Of(FigureWork work, FigureChanges changes, IReadOnlyList<WithoutRate> withoutRate)
    {
        var totals = changes
            .Values.SelectMany(values => values.Changed)
            .Where(change => Key(change).Dimension == KpiDimensions.Total)
            .ToList();
        return new()
        {
            NothingToDo = work.Pending.Batches.Count == 0 && work.WhyWhole is null && changes.Count == 0,
            Whole = work.WhyWhole,
            Changes =
            [
                .. totals
                    .Where(change =>
                        change.Was?.Value != change.Now?.Value || change.Was?.MoneyValue != change.Now?.MoneyValue
                    )
                    .OrderByDescending(Size)
                    .ThenBy(change => Key(change).ToString(), StringComparer.Ordinal)
                    .Take(LargestChanges)
                    .Select(change => new ValueChange(
                        Key(change).Kpi,
                        Key(change).Grain,
                        Key(change).Period,
                        Shown(change.Was),
                        Shown(change.Now),
                        change.Now?.IsComplete ?? false
                    )),
            ],
            Restated = Periods(
                totals,
                change => change is { Was.IsComplete: true } && Shown(change.Was) != Shown(change.Now)
            ),
            Completed = Periods(totals, change => change is { Was.IsComplete: false, Now.IsComplete: true }),
            WithoutRate = withoutRate,
        };
    }

    private static KpiKey Key((KpiRow? Was, KpiRow? Now) change) => (change.Now ?? change.Was)!.Key;

    private static decimal? Shown(KpiRow? row) =>
        row?.MoneyValue is { } money ? new Money(money).ToDecimal() : (decimal?)row?.Value;

    /// <summary>The change by the width of its interval; of exact money by the share that it is of it.</summary>
    private static double Size((KpiRow? Was, KpiRow? Now) change)
    {
        if (Shown(change.Was) is not { } was || Shown(change.Now) is not { } now)
        {
            return 0;
        }
        var scale = change.Was!.Upper - change.Was.Lower ?? Math.Abs((double)was);
        return scale > 0 ? Math.Abs((double)(now - was)) / scale : double.MaxValue;
    }

    private static List<string> Periods(
        IEnumerable<(KpiRow? Was, KpiRow? Now)> changes,
        Func<(KpiRow? Was, KpiRow? Now), bool> isMeant
    ) => [.. changes.Where(isMeant).Select(change => Key(change).Period).Distinct().Order(StringComparer.Ordinal)];
}
