using System.Globalization;
using FluentValidation;
using KpiBoard.Web.Features.Evidence.Resources;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>Evidence as it is typed.</summary>
public sealed record EvidenceForm
{
    /// <summary>The version that the person had before them; 0 for new evidence.</summary>
    public int Version { get; init; }
    public string Kind { get; init; } = "";
    public string Grade { get; init; } = "";
    public string FoundOn { get; init; } = "";
    public string Says { get; init; } = "";
    public bool IsAgainst { get; init; }
    public string Origin { get; init; } = "";

    /// <summary>A file that the initiative keeps already.</summary>
    public long? Attachment { get; init; }

    /// <summary>A file that comes with the form, and goes before <see cref="Attachment"/>.</summary>
    public IFormFile? File { get; init; }

    public static EvidenceForm Of(EvidenceRow row) =>
        new()
        {
            Version = row.Version,
            Kind = row.Kind,
            Grade = row.Grade,
            FoundOn = EvidenceRules.Show(row.FoundOn),
            Says = row.Says,
            IsAgainst = row.IsAgainst,
            Origin = row.Origin,
            Attachment = row.AttachmentId,
        };

    /// <summary>What a valid form says.</summary>
    public EvidenceContent ToContent() =>
        new(Kind, Grade, EvidenceRules.ParseDay(FoundOn)!.Value, Says.ReplaceLineEndings("\n").Trim())
        {
            IsAgainst = IsAgainst,
            Origin = Origin.Trim(),
            AttachmentId = Attachment,
        };
}

/// <summary>What holds for evidence, whether people or scripts write it.</summary>
public static class EvidenceRules
{
    public const int LongestSays = 4_000;
    public const int LongestOrigin = 1_000;

    private const int FirstYear = 1950;
    private const string DayFormat = "yyyy-MM-dd";

    public static string Show(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static DateOnly? ParseDay(string typed) =>
        DateOnly.TryParseExact(typed, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year >= FirstYear
            ? day
            : null;

    /// <summary>True for a link to a page: what else a browser would open can do things of its own.</summary>
    public static bool IsLink(string typed) =>
        typed.Length <= LongestOrigin
        && !typed.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
        && Uri.TryCreate(typed, UriKind.Absolute, out var link)
        && link.Scheme is "http" or "https"
        && link is { Host.Length: > 0, UserInfo.Length: 0 };
}

internal sealed class EvidenceFormValidator : AbstractValidator<EvidenceForm>
{
    public EvidenceFormValidator(IStringLocalizer<EvidenceText> text, PageFrame frame, TimeProvider clock)
    {
        RuleFor(form => form.Kind).Must(EvidenceKeys.Kinds.Contains).WithMessage(_ => text["Invalid.Kind"]);
        RuleFor(form => form.Grade).Must(EvidenceKeys.Grades.Contains).WithMessage(_ => text["Invalid.Grade"]);
        RuleFor(form => form.FoundOn)
            .Cascade(CascadeMode.Stop)
            .Must(day => EvidenceRules.ParseDay(day) is not null)
            .WithMessage(_ => text["Invalid.FoundOn"])
            .MustAsync(
                async (day, _) => EvidenceRules.ParseDay(day) <= (await frame.SettingsAsync()).DateOf(clock.GetUtcNow())
            )
            .WithMessage(_ => text["Invalid.Future"]);
        RuleFor(form => form.Says)
            .Must(says => says.Trim().Length is > 0 and <= EvidenceRules.LongestSays)
            .WithMessage(_ => text["Invalid.Says"]);
        RuleFor(form => form.Origin)
            .Must(origin => origin.Trim() is { } link && (link.Length == 0 || EvidenceRules.IsLink(link)))
            .WithMessage(_ => text["Invalid.Origin"]);
    }
}
