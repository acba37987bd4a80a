using System.Globalization;
using FluentValidation;
using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives;

internal sealed class InitiativeFormValidator : AbstractValidator<InitiativeForm>
{
    private const int LongestTitle = 150;
    private const int LongestText = 4_000;
    private const decimal LargestBudget = 900_000_000_000m;
    private const int LargestEffort = 100_000;

    private readonly IStringLocalizer<InitiativeText> text;
    private readonly Formats formats;

    public InitiativeFormValidator(IStringLocalizer<InitiativeText> text, Formats formats, InitiativeQueries queries)
    {
        this.text = text;
        this.formats = formats;
        RuleFor(form => form.Title)
            .Must(title => title.Trim().Length is > 0 and <= LongestTitle)
            .WithMessage(_ => text["Invalid.Title"]);
        RuleForEach(form =>
                new[]
                {
                    form.Why,
                    form.CustomersWords,
                    form.BriefCustomers,
                    form.BriefNeed,
                    form.BriefSituation,
                    form.BriefDifference,
                }
            )
            .MaximumLength(LongestText)
            .OverridePropertyName(nameof(InitiativeForm.Why))
            .WithMessage(_ => text["Invalid.Long"]);
        RuleFor(form => form.Approach)
            .Must(approach => approach.Length == 0 || ApproachKey.All.Contains(approach))
            .WithMessage(_ => text["Invalid.Choice"]);
        RuleFor(form => form.Diagnosis).MaximumLength(LongestText).WithMessage(_ => text["Invalid.Long"]);
        RuleFor(form => form.ProofDate)
            .Must((form, day) => !form.IsBet || TypedNumber.ParseDay(day) is not null)
            .WithMessage(_ => text["Invalid.ProofDate"]);
        RuleFor(form => form.KillCriterion)
            .Must((form, words) => !form.IsBet || words.Trim().Length is > 0 and <= LongestText)
            .WithMessage(_ => text["Invalid.KillCriterion"]);
        RuleFor(form => form.StartsOn)
            .Must(day => TypedNumber.ParseDay(day) is not null)
            .WithMessage(_ => text["Invalid.StartsOn"]);
        RuleFor(form => form.EndsOn)
            .Must(
                (form, day) =>
                    day.Length == 0
                    || (TypedNumber.ParseDay(day) is { } end && !(TypedNumber.ParseDay(form.StartsOn) > end))
            )
            .WithMessage(_ => text["Invalid.EndsOn"]);
        RuleFor(form => form.EffortDays)
            .Must(days =>
                days.Length == 0
                || (
                    int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number <= LargestEffort
                )
            )
            .WithMessage(_ => text["Invalid.EffortDays"]);
        RuleFor(form => form.Budget)
            .Must(budget => budget.Length == 0 || TypedNumber.Parse(budget, formats) is >= 0 and <= LargestBudget)
            .WithMessage(_ => text["Invalid.Budget"]);
        RuleFor(form => form.BudgetCurrency)
            .Must(
                (form, currency) =>
                    form.Budget.Length == 0 || (currency.Trim().Length == 3 && currency.Trim().All(char.IsAsciiLetter))
            )
            .WithMessage(_ => text["Invalid.BudgetCurrency"]);
        RuleFor(form => form)
            .Custom(
                (form, context) =>
                {
                    foreach (var (at, link) in form.Links.Index().Where(row => !row.Item.IsEmpty))
                    {
                        CheckLink($"{nameof(form.Links)}[{at}]", link, context);
                    }
                }
            );
        RuleFor(form => form)
            .CustomAsync(async (form, context, ct) => CheckChoices(form, context, await queries.ChoicesAsync(ct)));
    }

    private void CheckLink(string name, LinkForm link, ValidationContext<InitiativeForm> context)
    {
        if (!link.IsInOrder(formats))
        {
            context.AddFailure($"{name}.Likely", text["Invalid.Change"]);
        }
        if (TypedNumber.ParseDay(link.ByWhen) is null)
        {
            context.AddFailure($"{name}.ByWhen", text["Invalid.ByWhen"]);
        }
    }

    /// <summary>What is not on offer cannot be chosen; the database would refuse it in worse words.</summary>
    private void CheckChoices(InitiativeForm form, ValidationContext<InitiativeForm> context, InitiativeChoices choices)
    {
        var isNew = form.Version == 0 && form.NewTheme.Trim().Length is > 0 and <= LongestTitle;
        if (!isNew && choices.Themes.All(theme => theme.Id != form.Theme))
        {
            var field = choices.Themes.Count == 0 ? nameof(form.NewTheme) : nameof(form.Theme);
            context.AddFailure(field, text["Invalid.Theme"]);
        }
        if (choices.People.All(person => person.Id != form.Owner))
        {
            context.AddFailure(nameof(form.Owner), text["Invalid.Owner"]);
        }
        if (form.Sponsor != 0 && choices.People.All(person => person.Id != form.Sponsor))
        {
            context.AddFailure(nameof(form.Sponsor), text["Invalid.Choice"]);
        }
        if (form.Units.Any(unit => unit.Length is 0 or > 200))
        {
            context.AddFailure(nameof(form.Units), text["Invalid.Choice"]);
        }
        foreach (var (at, _) in form.Links.Index().Where(row => !row.Item.IsEmpty && !IsFigure(row.Item, choices)))
        {
            context.AddFailure($"{nameof(form.Links)}[{at}].Kpi", text["Invalid.Choice"]);
        }
        if (form.Links.Any(link => !link.IsEmpty && link.Member.Length > 0 && !IsKnown(link.Member, choices)))
        {
            context.AddFailure(nameof(form.Links), text["Invalid.Choice"]);
        }
    }

    private static bool IsFigure(LinkForm link, InitiativeChoices choices) => choices.Figures.TryGet(link.Kpi, out _);

    private static bool IsKnown(string member, InitiativeChoices choices) =>
        choices.Members.Any(known => LinkForm.MemberKey(known.Dimension, known.Member) == member);
}

public sealed record ThemeForm
{
    public int Version { get; init; }
    public string Title { get; init; } = "";
    public string Why { get; init; } = "";
    public int Order { get; init; }

    public static ThemeForm Of(ThemeContent content, int version) =>
        new()
        {
            Version = version,
            Title = content.Title,
            Why = content.Why,
            Order = content.SortOrder,
        };

    public ThemeContent ToContent() =>
        new()
        {
            Title = Title.Trim(),
            Why = Why.ReplaceLineEndings("\n").Trim(),
            SortOrder = Order,
        };
}

internal sealed class ThemeFormValidator : AbstractValidator<ThemeForm>
{
    public ThemeFormValidator(IStringLocalizer<InitiativeText> text)
    {
        RuleFor(form => form.Title)
            .Must(title => title.Trim().Length is > 0 and <= 150)
            .WithMessage(_ => text["Invalid.Title"]);
        RuleFor(form => form.Why).MaximumLength(4_000).WithMessage(_ => text["Invalid.Long"]);
        RuleFor(form => form.Order).InclusiveBetween(0, 1_000).WithMessage(_ => text["Invalid.Order"]);
    }
}

public sealed record CheckInForm
{
    public int Progress { get; init; }
    public string Status { get; init; } = "";
    public int Confidence { get; init; } = -1;
    public string Note { get; init; } = "";
    public bool NeedsHelp { get; init; }

    public CheckInAnswer ToAnswer() =>
        new(Progress, Status, Confidence, Note.ReplaceLineEndings("\n").Trim(), NeedsHelp);
}

internal sealed class CheckInFormValidator : AbstractValidator<CheckInForm>
{
    public CheckInFormValidator(IStringLocalizer<InitiativeText> text)
    {
        RuleFor(form => form.Progress).InclusiveBetween(0, 100).WithMessage(_ => text["Invalid.Progress"]);
        RuleFor(form => form.Status).Must(ClaimedStatus.All.Contains).WithMessage(_ => text["Invalid.Claim"]);
        RuleFor(form => form.Confidence).InclusiveBetween(0, 10).WithMessage(_ => text["Invalid.Confidence"]);
        RuleFor(form => form.Note).MaximumLength(4_000).WithMessage(_ => text["Invalid.Long"]);
    }
}

/// <summary>Who receives the initiative since when.</summary>
public sealed record ExposureForm
{
    /// <summary><c>segment:Mid-size</c>, <c>unit:Norway</c>, or <c>customer</c> for those whose numbers follow.</summary>
    public string Who { get; init; } = "";

    /// <summary>Numbers of customers, parted by commas or lines.</summary>
    public string Customers { get; init; } = "";
    public string FromDay { get; init; } = "";
    public string ToDay { get; init; } = "";

    public string Kind() => Who.Split(':', 2)[0];

    public string Member() => Who.Split(':', 2) is [_, var member] ? member : "";

    public IReadOnlyList<string> Numbers() =>
        Customers.Split(
            [',', ';', '\n', '\r', '\t'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
}

internal sealed class ExposureFormValidator : AbstractValidator<ExposureForm>
{
    public ExposureFormValidator(IStringLocalizer<InitiativeText> text)
    {
        RuleFor(form => form.Who)
            .Must(
                (form, _) =>
                    form.Kind() == ExposureKind.Customer
                    || (ExposureKind.All.Contains(form.Kind()) && form.Member().Length is > 0 and <= 200)
            )
            .WithMessage(_ => text["Invalid.Choice"]);
        RuleFor(form => form.Customers)
            .Must((form, _) => form.Kind() != ExposureKind.Customer || form.Numbers().Count > 0)
            .WithMessage(_ => text["Invalid.Customers"]);
        RuleFor(form => form.FromDay)
            .Must(day => TypedNumber.ParseDay(day) is not null)
            .WithMessage(_ => text["Invalid.FromDay"]);
        RuleFor(form => form.ToDay)
            .Must(
                (form, day) =>
                    day.Length == 0
                    || (TypedNumber.ParseDay(day) is { } end && !(TypedNumber.ParseDay(form.FromDay) > end))
            )
            .WithMessage(_ => text["Invalid.EndsOn"]);
    }
}
