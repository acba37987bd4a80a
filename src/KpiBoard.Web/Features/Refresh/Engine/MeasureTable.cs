using System.Globalization;
using System.Text;
using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>What files say of one figure and one member of it, by period.</summary>
internal sealed class MeasureSeries
{
    private readonly Dictionary<Period, MeasuredValue> given = [];

    /// <summary>The period with the last month; the first and the last of what is known.</summary>
    public Month First { get; private set; } = new(int.MaxValue);

    public Month Last { get; private set; } = new(0);

    public bool Has(Grain grain) => given.Keys.Any(period => period.Grain == grain);

    public MeasuredValue? Of(Period period) => given.GetValueOrDefault(period);

    public bool IsAfterLast(Period period) =>
        given.Keys.All(known => known.Grain != period.Grain || known.Last < period.Last);

    public void Put(Period period, MeasuredValue value)
    {
        given[period] = value;
        First = period.First < First ? period.First : First;
        Last = period.Last > Last ? period.Last : Last;
    }
}

/// <summary>What files say of the company's own figures, by figure and segment; the company itself has no name.</summary>
internal sealed class MeasureTable
{
    public static readonly MeasureTable Empty = new([]);

    private readonly SortedDictionary<string, SortedDictionary<string, MeasureSeries>> figures;

    private MeasureTable(SortedDictionary<string, SortedDictionary<string, MeasureSeries>> figures) =>
        this.figures = figures;

    public IEnumerable<(string Segment, MeasureSeries Series)> Of(string kpi) =>
        figures.TryGetValue(kpi, out var segments) ? segments.Select(segment => (segment.Key, segment.Value)) : [];

    public static MeasureTable Read(IBulkReader reader)
    {
        var read = new SortedDictionary<string, SortedDictionary<string, MeasureSeries>>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var period = new Period(Grains.Parse(Text(1)), Month.FromKey((int)reader.GetInt64(2)));
            // The newest of several sources has the last word, and is read last.
            SeriesOf(Text(0), Text(3)).Put(period, Value());
        }
        return new(read);

        MeasureSeries SeriesOf(string kpi, string segment)
        {
            if (!read.TryGetValue(kpi, out var segments))
            {
                read[kpi] = segments = new(StringComparer.Ordinal);
            }
            if (!segments.TryGetValue(segment, out var series))
            {
                segments[segment] = series = new();
            }
            return series;
        }

        MeasuredValue Value() =>
            new(
                reader.IsNull(5)
                    ? Convert.ToDecimal(reader.GetDouble(4), CultureInfo.InvariantCulture)
                    : new Money(reader.GetInt64(5)).ToDecimal(),
                Double(6),
                Double(7),
                reader.IsNull(8) ? 0 : reader.GetInt64(8)
            );

        string Text(int column) => Encoding.UTF8.GetString(reader.GetUtf8(column));

        double? Double(int column) => reader.IsNull(column) ? null : reader.GetDouble(column);
    }
}
