using FluentValidation;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>A step as it is taken.</summary>
public sealed record StepForm
{
    /// <summary>The version that the person had before them.</summary>
    public int Version { get; init; }
    public string Why { get; init; } = "";

    /// <summary>Where the person came from, to go on there.</summary>
    public string Back { get; init; } = "";
}

internal sealed class StepFormValidator : AbstractValidator<StepForm>
{
    public StepFormValidator(IStringLocalizer<InitiativeText> text) =>
        RuleFor(form => form.Why).MaximumLength(4_000).WithMessage(_ => text["Invalid.Long"]);
}

/// <summary>The page of one step.</summary>
/// <param name="Gate">What keeps it from being approved; null for a step that asks no gate, and for one that opened.</param>
public sealed record StepPage(
    InitiativeRow Row,
    LifeStep Step,
    StepForm Form,
    GateVerdict? Gate,
    CompanySettings Settings
)
{
    /// <summary>Since when what it rests on is stale, of a step that the gate lets pass.</summary>
    public DateOnly? StaleSince { get; init; }

    /// <summary>A bet goes ahead without proof, so that somebody has to say why.</summary>
    public bool NeedsWhy => Step.NeedsWhy || (Step.IsApproval && Row.IsBet);
}

/// <summary>What is missing before an initiative can be approved, and where it is mended.</summary>
public sealed record GatePanel(long Id, GateVerdict Gate, CompanySettings Settings, bool MayEdit);
