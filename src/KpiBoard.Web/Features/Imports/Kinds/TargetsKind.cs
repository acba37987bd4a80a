using System.Text;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Values;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>A plan: what figures are to reach, by period and at most one kind of member. Ratios are not percentages.</summary>
public sealed class TargetsKind : ImportKind
{
    private const int MemberCharacters = 100;

    private const int Kpi = 0;
    private const int Period = 1;
    private const int Value = 2;
    private const int Threshold = 3;
    private const int FirstMember = 4;

    private const int KpiCell = Own;
    private const int GrainCell = Own + 1;
    private const int DimensionCell = Own + 2;
    private const int MemberCell = Own + 3;
    private const int PeriodCell = Own + 4;
    private const int LastMonthCell = Own + 5;
    private const int ValueCell = Own + 6;
    private const int ThresholdCell = Own + 7;

    public TargetsKind()
        : base(
            "targets",
            "PlannedTarget",
            [
                new("kpi", MaxLength: 50),
                new("period", MaxLength: 12),
                new("value", ColumnType.Number),
                new("threshold", ColumnType.Number),
                .. KpiDimensions.All.Select(dimension => new ImportColumn(dimension, MaxLength: MemberCharacters)),
            ],
            [
                new("Kpi", BulkType.Text),
                new("Grain", BulkType.Text),
                new("Dimension", BulkType.Text),
                new("Member", BulkType.Text),
                new("Period", BulkType.Text),
                new("LastMonth", BulkType.Int64),
                new("Value", BulkType.Double),
                new("Threshold", BulkType.Double),
            ]
        ) { }

    public override int KeyColumn => Kpi;

    public override IReadOnlyList<IReadOnlyList<int>> Required { get; } =
    [
        [Kpi, Period, Value],
    ];

    public override void Read(Row row, BulkChunk chunk)
    {
        var figure = Budgets.Find(Encoding.UTF8.GetString(row.Text(Kpi))) ?? row.Figure(Kpi);
        var period = row.Period(Period, out var written);
        double? value = row.TryNumber(Value, required: true, figure, out var number) ? number.ToDouble() : null;
        double? threshold = row.TryNumber(Threshold, required: false, figure, out var limit) ? limit.ToDouble() : null;
        var (dimension, member) = ReadMember(row);
        if (threshold is not null && figure is { Good: GoodDirection.Neither })
        {
            row.Fail(Threshold, "threshold.noSide");
        }
        else if (figure is not null && (figure.Good == GoodDirection.Up ? threshold > value : threshold < value))
        {
            row.Fail(Threshold, "threshold.side");
        }
        if (row.Errors.Count > 0)
        {
            return;
        }
        var content = new Fingerprint();
        content.Add(BitConverter.DoubleToInt64Bits(value!.Value));
        content.Add(threshold is { } known ? BitConverter.DoubleToInt64Bits(known) : null);
        chunk.SetText(RowKey, $"{figure!.Code}|{written}|{dimension}|{member}");
        chunk.SetInt64(Fingerprint, content.Value);
        chunk.SetText(KpiCell, figure.Code);
        chunk.SetText(GrainCell, period!.Value.Grain.Text());
        chunk.SetText(DimensionCell, dimension);
        chunk.SetText(MemberCell, member);
        chunk.SetText(PeriodCell, written);
        chunk.SetInt64(LastMonthCell, period.Value.Last.Key);
        chunk.SetDouble(ValueCell, value);
        chunk.SetDouble(ThresholdCell, threshold);
    }

    public override void Tally(BulkChunk chunk, int row, ImportTally tally) =>
        tally.Add([], (int)chunk.GetInt64(LastMonthCell, row) * 100 + 1, null, false);

    /// <summary>The member that the row speaks of; the company when it names none.</summary>
    private static (string Dimension, string Member) ReadMember(Row row)
    {
        var found = (Dimension: KpiDimensions.Total, Member: "");
        for (var i = 0; i < KpiDimensions.All.Count; i++)
        {
            var text = row.Text(FirstMember + i);
            if (text.IsEmpty)
            {
                continue;
            }
            if (found.Member.Length > 0)
            {
                row.Fail(FirstMember + i, "member.several");
            }
            found = (KpiDimensions.All[i], Encoding.UTF8.GetString(text));
        }
        return found;
    }
}
