using System.Globalization;
using FluentValidation;
using KpiBoard.Core;
using KpiBoard.Web.Features.Delivery.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>A milestone as it is typed. Names differ from form to form: they all stand on one page.</summary>
public sealed record MilestoneForm
{
    /// <summary>The row that it is put in the place of; 0 for a new one.</summary>
    public long Milestone { get; init; }
    public string MilestoneTitle { get; init; } = "";
    public string DueOn { get; init; } = "";
    public string DoneOn { get; init; } = "";

    public static MilestoneForm Of(MilestoneRow row) =>
        new()
        {
            Milestone = row.Id,
            MilestoneTitle = row.Title,
            DueOn = TypedNumber.ShowDay(row.DueOn),
            DoneOn = TypedNumber.ShowDay(row.DoneOn),
        };

    public MilestoneContent ToContent() =>
        new(MilestoneTitle.Trim(), TypedNumber.ParseDay(DueOn)!.Value, TypedNumber.ParseDay(DoneOn));
}

internal sealed class MilestoneFormValidator : AbstractValidator<MilestoneForm>
{
    public MilestoneFormValidator(IStringLocalizer<DeliveryText> text)
    {
        RuleFor(form => form.MilestoneTitle).Must(Typed.IsTitle).WithMessage(_ => text["Invalid.Title"]);
        RuleFor(form => form.DueOn).Must(Typed.IsDay).WithMessage(_ => text["Invalid.Day"]);
        RuleFor(form => form.DoneOn)
            .Must(day => day.Length == 0 || Typed.IsDay(day))
            .WithMessage(_ => text["Invalid.Day"]);
    }
}

/// <summary>What must come first, and why.</summary>
public sealed record DependencyForm
{
    public long Needs { get; init; }
    public string NeedsWhy { get; init; } = "";
}

internal sealed class DependencyFormValidator : AbstractValidator<DependencyForm>
{
    public DependencyFormValidator(IStringLocalizer<DeliveryText> text)
    {
        RuleFor(form => form.Needs).GreaterThan(0).WithMessage(_ => text["Invalid.Needs"]);
        RuleFor(form => form.NeedsWhy).Must(Typed.IsText).WithMessage(_ => text["Invalid.Why"]);
    }
}

/// <summary>What may go wrong.</summary>
public sealed record RiskForm
{
    public long Risk { get; init; }
    public string RiskTitle { get; init; } = "";
    public int Likelihood { get; init; }
    public int Consequence { get; init; }
    public string RiskAnswer { get; init; } = "";

    /// <summary>0: nobody.</summary>
    public long Watcher { get; init; }

    public static RiskForm Of(RiskRow row) =>
        new()
        {
            Risk = row.Id,
            RiskTitle = row.Title,
            Likelihood = row.Likelihood,
            Consequence = row.Consequence,
            RiskAnswer = row.Answer,
            Watcher = row.OwnerId ?? 0,
        };

    public RiskContent ToContent() =>
        new(RiskTitle.Trim(), Likelihood, Consequence, Typed.Text(RiskAnswer), Watcher == 0 ? null : Watcher);
}

internal sealed class RiskFormValidator : AbstractValidator<RiskForm>
{
    public RiskFormValidator(PlanQueries queries, IStringLocalizer<DeliveryText> text)
    {
        RuleFor(form => form.RiskTitle).Must(Typed.IsTitle).WithMessage(_ => text["Invalid.Title"]);
        RuleFor(form => form.Likelihood).InclusiveBetween(1, 3).WithMessage(_ => text["Invalid.Choice"]);
        RuleFor(form => form.Consequence).InclusiveBetween(1, 3).WithMessage(_ => text["Invalid.Choice"]);
        RuleFor(form => form.RiskAnswer).MaximumLength(Typed.LongestText).WithMessage(_ => text["Invalid.Long"]);
        RuleFor(form => form.Watcher)
            .MustAsync(
                async (watcher, ct) =>
                    watcher == 0 || (await queries.WatchersAsync(ct)).Any(person => person.Id == watcher)
            )
            .WithMessage(_ => text["Invalid.Choice"]);
    }
}

/// <summary>What the sponsor did.</summary>
public sealed record ActForm
{
    public string ActedOn { get; init; } = "";
    public string ActWhat { get; init; } = "";
}

internal sealed class ActFormValidator : AbstractValidator<ActForm>
{
    public ActFormValidator(IStringLocalizer<DeliveryText> text)
    {
        RuleFor(form => form.ActedOn).Must(Typed.IsDay).WithMessage(_ => text["Invalid.Day"]);
        RuleFor(form => form.ActWhat).Must(Typed.IsText).WithMessage(_ => text["Invalid.What"]);
    }
}

/// <summary>A request for help.</summary>
public sealed record HelpForm
{
    public string HelpWhat { get; init; } = "";
}

internal sealed class HelpFormValidator : AbstractValidator<HelpForm>
{
    public HelpFormValidator(IStringLocalizer<DeliveryText> text) =>
        RuleFor(form => form.HelpWhat).Must(Typed.IsText).WithMessage(_ => text["Invalid.Help"]);
}

/// <summary>What is answered to a request.</summary>
public sealed record AnswerForm
{
    public long Request { get; init; }
    public int RequestVersion { get; init; }
    public string HelpAnswer { get; init; } = "";
}

internal sealed class AnswerFormValidator : AbstractValidator<AnswerForm>
{
    public AnswerFormValidator(IStringLocalizer<DeliveryText> text) =>
        RuleFor(form => form.HelpAnswer).Must(Typed.IsText).WithMessage(_ => text["Invalid.Answer"]);
}

/// <summary>Money spent, or given back.</summary>
public sealed record CostForm
{
    public string BookedOn { get; init; } = "";
    public string Amount { get; init; } = "";
    public string CostWhat { get; init; } = "";

    public CostContent ToContent(string currency) =>
        new(
            TypedNumber.ParseDay(BookedOn)!.Value,
            Typed.Money(Amount)!.Value,
            currency,
            CostWhat.ReplaceLineEndings(" ").Trim()
        );
}

internal sealed class CostFormValidator : AbstractValidator<CostForm>
{
    public CostFormValidator(IStringLocalizer<DeliveryText> text)
    {
        RuleFor(form => form.BookedOn).Must(Typed.IsDay).WithMessage(_ => text["Invalid.Day"]);
        RuleFor(form => form.Amount)
            .Must(amount => Typed.Money(amount) is { Units: not 0 })
            .WithMessage(_ => text["Invalid.Amount"]);
        RuleFor(form => form.CostWhat).Must(Typed.IsText).WithMessage(_ => text["Invalid.What"]);
    }
}

/// <summary>The days that are left, by unit and month, as they are typed.</summary>
public sealed record WorkForm
{
    /// <summary>The month of the first column, yyyymm.</summary>
    public int First { get; init; }

    /// <summary>Of the plan that was shown.</summary>
    public string Mark { get; init; } = "";
    public List<WorkFormRow> Rows { get; init; } = [];
}

public sealed record WorkFormRow
{
    public string Unit { get; init; } = "";
    public List<string> Days { get; init; } = [];
}

/// <summary>What people type into the forms of a plan.</summary>
internal static class Typed
{
    public const int LongestText = 4_000;
    private const int LongestTitle = 150;

    /// <summary>As much as a budget may be.</summary>
    private const decimal MostMoney = 100_000_000_000m;

    /// <summary>As many as a unit of thousands has in a month.</summary>
    private const decimal MostDays = 100_000m;

    public static bool IsTitle(string text) => text.Trim().Length is > 0 and <= LongestTitle;

    public static bool IsText(string text) => text.Trim().Length is > 0 and <= LongestText;

    public static bool IsDay(string day) => TypedNumber.ParseDay(day) is { Year: > 1999 and < 2100 };

    /// <summary>Browsers send line ends of two characters.</summary>
    public static string Text(string typed) => typed.ReplaceLineEndings("\n").Trim();

    /// <summary>With at most four decimals, as that is what is kept.</summary>
    public static Money? Money(string typed) =>
        TypedNumber.Parse(typed, Formats.Current) is { } number
        && Math.Abs(number) <= MostMoney
        && decimal.Round(number, 4) == number
            ? Core.Money.FromDecimal(number)
            : null;

    /// <summary>Days of a month; nothing typed is none.</summary>
    public static double? Days(string typed) =>
        typed.Trim().Length == 0 ? 0
        : TypedNumber.Parse(typed, Formats.Current) is >= 0 and <= MostDays and var number ? (double)number
        : null;

    public static string ShowDays(double days) =>
        days == 0
            ? ""
            : Math.Round((decimal)days, 2)
                .ToString("0.##", CultureInfo.InvariantCulture)
                .Replace('.', Formats.Current.DecimalSign);
}
