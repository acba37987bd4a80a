using KpiBoard.Core.Kpis;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Sheets;

namespace KpiBoard.Web.Features.Events;

/// <summary>All events.</summary>
/// <param name="Removed">The one that was just removed, to bring it back.</param>
public sealed record EventList(IReadOnlyList<EventRow> Rows, EventRow? Removed, KpiBook Book);

/// <summary>One event.</summary>
/// <param name="Done">What was just done to it.</param>
public sealed record EventPage(EventRow Row, string? Done, DateOnly Today, TimeZoneInfo Zone)
{
    /// <summary>The figures whose charts it marks.</summary>
    public required IReadOnlyList<KpiDefinition> Kpis { get; init; }

    public string FigureQuery =>
        Row.Dimension.Length == 0
            ? ""
            : QueryString.Create(new Dictionary<string, string?> { ["member"] = Row.MemberKey }).ToString();
}

/// <summary>The form for a new event, or to change one.</summary>
public sealed record EventFormPage(EventRow? Row, EventForm Form, IReadOnlyList<EventMember> Members)
{
    public required KpiBook Book { get; init; }

    /// <summary>What somebody else has written since the form was opened.</summary>
    public EventRow? Conflict { get; init; }
    public required TimeZoneInfo Zone { get; init; }
}

/// <summary>Events to take away.</summary>
internal static class EventSheet
{
    private static readonly string[] Header =
    [
        "id",
        "title",
        "words",
        "from",
        "to",
        "dimension",
        "member",
        "kpis",
        "added_at",
        "added_by",
        "changed_at",
        "changed_by",
    ];

    public static Sheet Of(IReadOnlyList<EventRow> rows, TimeZoneInfo zone) =>
        Sheet.Of("events", Header, rows.Select(Row)) with
        {
            Zone = zone,
        };

    private static IReadOnlyList<object?> Row(EventRow row) =>
        [
            row.Id,
            row.Title,
            row.Words,
            row.FromDay,
            row.ToDay,
            row.Dimension,
            row.Member,
            string.Join(' ', row.Kpis),
            row.AddedAt,
            row.AddedBy,
            row.ChangedAt,
            row.ChangedBy,
        ];
}
