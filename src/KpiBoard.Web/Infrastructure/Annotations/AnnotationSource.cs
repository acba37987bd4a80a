namespace KpiBoard.Web.Infrastructure.Annotations;

/// <summary>
/// One kind of thing that happened and that charts in time mark. A feature adds its own with
/// <c>AddScoped&lt;IAnnotationSource, ...&gt;</c>; <see cref="AnnotationReader"/> asks them all.
/// </summary>
public interface IAnnotationSource
{
    /// <summary>What concerns the chart and touches its days.</summary>
    Task<IReadOnlyList<Annotation>> FindAsync(ChartScope chart, CancellationToken ct);
}

/// <summary>Which figure a chart shows, of whom, over which days.</summary>
/// <param name="Dimension">Empty, like the member, for everybody.</param>
public sealed record ChartScope(string Kpi, string Dimension, string Member, DateOnly From, DateOnly To);

public enum AnnotationKind
{
    Event,
    Start,
    Close,
}

/// <summary>Something that happened.</summary>
/// <param name="To">The last day; null for what still goes on, and the first day for what happened on one.</param>
/// <param name="Title">As people wrote it.</param>
/// <param name="Path">Where more is said about it, from the root of the app.</param>
public sealed record Annotation(AnnotationKind Kind, DateOnly From, DateOnly? To, string Title, string Path)
{
    /// <summary>The language of the title, where it is known.</summary>
    public string? Language { get; init; }
}
