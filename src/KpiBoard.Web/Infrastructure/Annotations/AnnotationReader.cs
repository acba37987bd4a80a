using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Infrastructure.Annotations;

/// <summary>Everything that happened and concerns a chart, from every feature that knows of such things.</summary>
public sealed class AnnotationReader(IEnumerable<IAnnotationSource> sources)
{
    /// <summary>The marks of a chart.</summary>
    /// <param name="periods">Those on its axis, in order.</param>
    public async Task<ChartMarks> MarksAsync(
        string kpi,
        string dimension,
        string member,
        IReadOnlyList<Period> periods,
        FigureContext context,
        CancellationToken ct
    )
    {
        if (periods.Count == 0)
        {
            return ChartMarks.None;
        }
        var chart = new ChartScope(kpi, dimension, member, periods[0].FirstDay, periods[^1].LastDay);
        var found = new List<Annotation>();
        foreach (var source in sources)
        {
            found.AddRange(await source.FindAsync(chart, ct));
        }
        return ChartMarks.Of(found, periods, context);
    }
}
