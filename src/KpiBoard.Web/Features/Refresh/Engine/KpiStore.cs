using System.Text;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The table of values. A change closes the row in force and adds one; nothing is overwritten.</summary>
internal static class KpiStore
{
    private const string Columns =
        "[Kpi], [Grain], [Dimension], [Member], [Period], [LastMonth], [FromRun], [N], [IsComplete], [IsGap], [MoneyValue],"
        + " [Value], [Lower], [Upper], [StandardError], [Centre], [Unweighted], [Difference], [DifferenceLower],"
        + " [DifferenceUpper], [PValue], [Reason], [ComparedWith]";

    private const string AllSql = $"SELECT {Columns} FROM [KpiValue] WHERE [ToRun] = @inForce";

    private const string OfFigureSql = $"SELECT {Columns} FROM [KpiValue] WHERE [ToRun] = @inForce AND [Kpi] = @kpi";

    private const string BetweenSql = $"""
        SELECT {Columns}
          FROM [KpiValue]
         WHERE [ToRun] = @inForce AND [Kpi] = @kpi AND [Grain] = @grain AND [LastMonth] BETWEEN @from AND @to
        """;

    private const string CloseSql = """
        UPDATE [KpiValue]
           SET [ToRun] = @run
         WHERE [Kpi] = @Kpi AND [Grain] = @Grain AND [Dimension] = @Dimension AND [Member] = @Member
           AND [Period] = @Period AND [FromRun] = @FromRun
        """;

    private static readonly BulkColumn[] Written =
    [
        new("Kpi", BulkType.Text),
        new("Grain", BulkType.Text),
        new("Dimension", BulkType.Text),
        new("Member", BulkType.Text),
        new("Period", BulkType.Text),
        .. Of(BulkType.Int64, "FromRun", "ToRun", "LastMonth", "N", "IsComplete", "IsGap", "MoneyValue"),
        .. Of(BulkType.Double, "Value", "Lower", "Upper", "StandardError", "Centre", "Unweighted"),
        .. Of(BulkType.Double, "Difference", "DifferenceLower", "DifferenceUpper", "PValue"),
        .. Of(BulkType.Text, "Reason", "ComparedWith"),
    ];

    public static Task<List<StoredKpiRow>> AllAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(AllSql, new { inForce = BridgeStore.InForce }, Read);

    /// <summary>One figure at every grain.</summary>
    public static Task<List<StoredKpiRow>> OfAsync(DatabaseTransaction transaction, string kpi) =>
        transaction.ReadBulkAsync(OfFigureSql, new { inForce = BridgeStore.InForce, kpi }, Read);

    public static async Task<List<StoredKpiRow>> OfAsync(DatabaseTransaction transaction, IEnumerable<KpiScope> scopes)
    {
        var rows = new List<StoredKpiRow>();
        foreach (var scope in scopes)
        {
            foreach (var (from, to) in MonthRuns.Of(scope.LastMonths, scope.Grain))
            {
                foreach (var kpi in scope.Kpis)
                {
                    var wanted = new
                    {
                        inForce = BridgeStore.InForce,
                        kpi,
                        grain = scope.Grain.Text(),
                        from,
                        to,
                    };
                    rows.AddRange(await transaction.ReadBulkAsync(BetweenSql, wanted, Read));
                }
            }
        }
        return rows;
    }

    public static async Task WriteAsync(
        DatabaseTransaction transaction,
        long run,
        VersionChanges<KpiKey, KpiRow> changes
    )
    {
        await transaction.ExecuteAsync(
            CloseSql,
            changes.Closed.Select(closed => new
            {
                closed.Key.Kpi,
                closed.Key.Grain,
                closed.Key.Dimension,
                closed.Key.Member,
                closed.Key.Period,
                closed.FromRun,
                run,
            })
        );
        await BulkRows.WriteAsync(
            transaction,
            "KpiValue",
            Written,
            changes.Added,
            (chunk, row) => Set(chunk, row, run)
        );
    }

    private static IEnumerable<BulkColumn> Of(BulkType type, params string[] names) =>
        names.Select(name => new BulkColumn(name, type));

    private static void Set(BulkChunk chunk, KpiRow row, long run)
    {
        var column = 0;
        var key = row.Key;
        Texts([key.Kpi, key.Grain, key.Dimension, key.Member, key.Period]);
        Numbers([
            run,
            BridgeStore.InForce,
            row.LastMonth,
            row.N,
            row.IsComplete ? 1 : 0,
            row.IsGap ? 1 : 0,
            row.MoneyValue,
        ]);
        Doubles([row.Value, row.Lower, row.Upper, row.StandardError, row.Centre, row.Unweighted]);
        Doubles([row.Difference, row.DifferenceLower, row.DifferenceUpper, row.PValue]);
        Texts([row.Reason, row.ComparedWith]);

        void Texts(ReadOnlySpan<string?> values)
        {
            foreach (var value in values)
            {
                chunk.SetText(column++, value);
            }
        }

        void Numbers(ReadOnlySpan<long?> values)
        {
            foreach (var value in values)
            {
                chunk.SetInt64(column++, value);
            }
        }

        void Doubles(ReadOnlySpan<double?> values)
        {
            foreach (var value in values)
            {
                chunk.SetDouble(column++, value);
            }
        }
    }

    private static List<StoredKpiRow> Read(IBulkReader reader)
    {
        var rows = new List<StoredKpiRow>();
        while (reader.Read())
        {
            var key = new KpiKey(Text(0)!, Text(1)!, Text(2)!, Text(3)!, Text(4)!);
            var row = new KpiRow(key, (int)reader.GetInt64(5))
            {
                N = reader.GetInt64(7),
                IsComplete = reader.GetInt64(8) != 0,
                IsGap = reader.GetInt64(9) != 0,
                MoneyValue = reader.IsNull(10) ? null : reader.GetInt64(10),
                Value = Double(11),
                Lower = Double(12),
                Upper = Double(13),
                StandardError = Double(14),
                Centre = Double(15),
                Unweighted = Double(16),
                Difference = Double(17),
                DifferenceLower = Double(18),
                DifferenceUpper = Double(19),
                PValue = Double(20),
                Reason = Text(21),
                ComparedWith = Text(22),
            };
            rows.Add(new(row, reader.GetInt64(6)));
        }
        return rows;

        string? Text(int column) => reader.IsNull(column) ? null : Encoding.UTF8.GetString(reader.GetUtf8(column));

        double? Double(int column) => reader.IsNull(column) ? null : reader.GetDouble(column);
    }
}
