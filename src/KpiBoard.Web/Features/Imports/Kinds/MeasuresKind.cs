using System.Text;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>
/// Values of the company's own figures, by period and perhaps segment, with the interval and the number of observations
/// where they are known. What is not known is left blank and stays unknown.
/// </summary>
public sealed class MeasuresKind : ImportKind
{
    /// <summary>The error of a code that nobody has defined; pages lead on from it to the definition.</summary>
    public const string Undefined = "measure.undefined";

    private const int MemberCharacters = 100;

    // As many digits as a stored number gives back as they were.
    private static readonly Int128 MostDigits = 1_000_000_000_000_000;

    private const int Kpi = 0;
    private const int Period = 1;
    private const int Value = 2;
    private const int Count = 3;
    private const int Lower = 4;
    private const int Upper = 5;
    private const int Segment = 6;

    private const int KpiCell = Own;
    private const int GrainCell = Own + 1;
    private const int PeriodCell = Own + 2;
    private const int LastMonthCell = Own + 3;
    private const int SegmentCell = Own + 4;
    private const int ValueCell = Own + 5;
    private const int MoneyCell = Own + 6;
    private const int LowerCell = Own + 7;
    private const int UpperCell = Own + 8;
    private const int CountCell = Own + 9;

    public MeasuresKind()
        : base(
            "measures",
            "Measure",
            [
                new("kpi", MaxLength: 50),
                new("period", MaxLength: 12),
                new("value", ColumnType.Number),
                new("n", ColumnType.Number),
                new("lower", ColumnType.Number),
                new("upper", ColumnType.Number),
                new("segment", MaxLength: MemberCharacters),
            ],
            [
                new("Kpi", BulkType.Text),
                new("Grain", BulkType.Text),
                new("Period", BulkType.Text),
                new("LastMonth", BulkType.Int64),
                new("Segment", BulkType.Text),
                new("Value", BulkType.Double),
                new("MoneyValue", BulkType.Int64),
                new("Lower", BulkType.Double),
                new("Upper", BulkType.Double),
                new("N", BulkType.Int64),
            ]
        ) { }

    public override int KeyColumn => Kpi;

    public override IReadOnlyList<IReadOnlyList<int>> Required { get; } =
    [
        [Kpi, Period, Value],
    ];

    public override void Read(Row row, BulkChunk chunk)
    {
        var figure = row.Figure(Kpi, Undefined);
        if (figure is { Own: null })
        {
            row.Fail(Kpi, "measure.computed");
        }
        var period = row.MeasuredPeriod(Period, out var written);
        var value = ReadNumber(row, Value, required: true, figure);
        var money = value is not null && figure is { Unit: KpiUnit.Money } ? row.Money(Value, required: false) : null;
        var (lower, upper) = ReadInterval(row, figure, value);
        var count = ReadCount(row);
        var segment = Encoding.UTF8.GetString(row.Text(Segment));
        if (row.Errors.Count > 0)
        {
            return;
        }
        var content = new Fingerprint();
        content.Add(BitConverter.DoubleToInt64Bits(value!.Value));
        content.Add(money);
        content.Add(Bits(lower));
        content.Add(Bits(upper));
        content.Add(count);
        chunk.SetText(RowKey, $"{figure!.Code}|{written}|{segment}");
        chunk.SetInt64(Fingerprint, content.Value);
        chunk.SetText(KpiCell, figure.Code);
        chunk.SetText(GrainCell, period!.Value.Grain.Text());
        chunk.SetText(PeriodCell, written);
        chunk.SetInt64(LastMonthCell, period.Value.Last.Key);
        chunk.SetText(SegmentCell, segment);
        chunk.SetDouble(ValueCell, money is null ? value : null);
        chunk.SetInt64(MoneyCell, money);
        chunk.SetDouble(LowerCell, lower);
        chunk.SetDouble(UpperCell, upper);
        chunk.SetInt64(CountCell, count);
    }

    public override void Tally(BulkChunk chunk, int row, ImportTally tally) =>
        tally.Add([], DateKey.ToKey(Month.FromKey((int)chunk.GetInt64(LastMonthCell, row)).LastDay), null, false);

    private static double? ReadNumber(Row row, int column, bool required, KpiDefinition? figure)
    {
        if (!row.TryNumber(column, required, figure, out var number))
        {
            return null;
        }
        if (Int128.Abs(number.Mantissa) >= MostDigits)
        {
            row.Fail(column, "measure.digits");
            return null;
        }
        return number.ToDouble();
    }

    /// <summary>Both ends or none: an interval that nobody has given is not one of no width.</summary>
    private static (double? Lower, double? Upper) ReadInterval(Row row, KpiDefinition? figure, double? value)
    {
        var errors = row.Errors.Count;
        var lower = ReadNumber(row, Lower, required: false, figure);
        var upper = ReadNumber(row, Upper, required: false, figure);
        if (row.Errors.Count > errors)
        {
            return (null, null);
        }
        if (lower is null != upper is null)
        {
            row.Fail(lower is null ? Lower : Upper, "measure.ends");
        }
        else if (lower > value)
        {
            row.Fail(Lower, "measure.above");
        }
        else if (upper < value)
        {
            row.Fail(Upper, "measure.below");
        }
        else if (lower is not null && lower.Equals(upper))
        {
            row.Fail(Upper, "measure.width");
        }
        return (lower, upper);
    }

    private static long? ReadCount(Row row)
    {
        if (!row.TryNumber(Count, required: false, out var number))
        {
            return null;
        }
        var count = number.ToWhole();
        if (count is null or < 1)
        {
            row.Fail(Count, "measure.count");
        }
        return count;
    }

    private static long? Bits(double? number) => number is { } known ? BitConverter.DoubleToInt64Bits(known) : null;
}
