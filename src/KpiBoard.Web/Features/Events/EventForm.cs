using System.Globalization;
using FluentValidation;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Events.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Events;

/// <summary>How long an event lasted, as the form asks.</summary>
public static class EventLength
{
    public const string Day = "day";
    public const string Period = "period";
    public const string Open = "open";

    public static readonly IReadOnlyList<string> All = [Day, Period, Open];
}

/// <summary>An event as it is typed.</summary>
public sealed record EventForm
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The version that the person had before them; 0 for a new one.</summary>
    public int Version { get; init; }
    public string Title { get; init; } = "";
    public string Words { get; init; } = "";
    public string Length { get; init; } = EventLength.Day;
    public string FromDay { get; init; } = "";
    public string ToDay { get; init; } = "";

    /// <summary>A dimension and its member, <c>segment:Small business</c>; empty for everybody.</summary>
    public string Member { get; init; } = "";
    public List<string> Kpis { get; init; } = [];

    public static EventForm Of(EventRow row) =>
        new()
        {
            Version = row.Version,
            Title = row.Title,
            Words = row.Words,
            Length =
                row.ToDay is null ? EventLength.Open
                : row.ToDay == row.FromDay ? EventLength.Day
                : EventLength.Period,
            FromDay = Show(row.FromDay),
            ToDay = row.ToDay is { } to && to != row.FromDay ? Show(to) : "",
            Member = row.MemberKey,
            Kpis = [.. row.Kpis],
        };

    /// <summary>What a valid form says.</summary>
    public EventContent ToContent()
    {
        var from = Parse(FromDay)!.Value;
        var member = Member.Split(':', 2);
        return new(
            Title.Trim(),
            Words.ReplaceLineEndings("\n").Trim(),
            from,
            Length switch
            {
                EventLength.Day => from,
                EventLength.Period => Parse(ToDay),
                _ => null,
            }
        )
        {
            Dimension = member.Length == 2 ? member[0] : KpiDimensions.Total,
            Member = member.Length == 2 ? member[1] : "",
            Kpis = [.. Kpis.Distinct().Order(StringComparer.Ordinal)],
        };
    }

    public static string Show(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static DateOnly? Parse(string typed) =>
        DateOnly.TryParseExact(typed, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 1950 and <= 2150
            ? day
            : null;
}

internal sealed class EventFormValidator : AbstractValidator<EventForm>
{
    private const int LongestTitle = 150;
    private const int LongestWords = 4_000;

    public EventFormValidator(IStringLocalizer<EventText> text, EventQueries queries)
    {
        RuleFor(form => form.Title)
            .Must(title => title.Trim().Length is > 0 and <= LongestTitle)
            .WithMessage(_ => text["Invalid.Title"]);
        RuleFor(form => form.Words).MaximumLength(LongestWords).WithMessage(_ => text["Invalid.Words"]);
        RuleFor(form => form.Length).Must(EventLength.All.Contains).WithMessage(_ => text["Invalid.Length"]);
        RuleFor(form => form.FromDay)
            .Must(day => EventForm.Parse(day) is not null)
            .WithMessage(_ => text["Invalid.FromDay"]);
        RuleFor(form => form.ToDay)
            .Must((form, day) => EventForm.Parse(day) is { } to && !(to < EventForm.Parse(form.FromDay)))
            .When(form => form.Length == EventLength.Period)
            .WithMessage(_ => text["Invalid.ToDay"]);
        RuleFor(form => form.Member)
            .Must(member =>
                member.Length == 0
                || (
                    member.Split(':', 2) is [var dimension, { Length: > 0 and <= 200 }]
                    && KpiDimensions.All.Contains(dimension)
                )
            )
            .WithMessage(_ => text["Invalid.Member"]);
        RuleFor(form => form.Kpis)
            .MustAsync(
                async (kpis, ct) =>
                {
                    var book = await queries.BookAsync(ct);
                    return kpis.TrueForAll(kpi => book.TryGet(kpi, out _));
                }
            )
            .WithMessage(_ => text["Invalid.Kpis"]);
    }
}
