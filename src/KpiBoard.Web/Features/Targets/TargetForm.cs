using System.Globalization;
using FluentValidation;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Targets.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Targets;

/// <summary>A target as people write it. What it speaks of is given only when it is set for the first time.</summary>
public sealed record TargetForm
{
    public string Kpi { get; init; } = "";

    /// <summary>A dimension and its member, <c>segment:Small business</c>; empty for the whole company.</summary>
    public string Member { get; init; } = "";
    public string Period { get; init; } = "";
    public string Value { get; init; } = "";
    public string Threshold { get; init; } = "";
    public bool HasPath { get; init; }

    public static TargetForm Of(TargetVersion version, KpiUnit unit) =>
        new()
        {
            Kpi = version.Kpi,
            Member = version.Dimension.Length == 0 ? "" : $"{version.Dimension}:{version.Member}",
            Period = version.Period,
            Value = TargetNumber.Write(version.Value, unit, NumberFormatInfo.CurrentInfo),
            Threshold = version.Threshold is { } limit
                ? TargetNumber.Write(limit, unit, NumberFormatInfo.CurrentInfo)
                : "",
            HasPath = version.HasPath,
        };

    public TargetKey ToKey(PeriodCalendar calendar)
    {
        var (dimension, member) = Member.Split(':', 2) is [var first, var rest] ? (first, rest) : ("", "");
        return new(Kpi, dimension, member, calendar.Parse(Period));
    }

    public TargetGoal ToGoal(KpiUnit unit) =>
        new(
            TargetNumber.TryRead(Value, unit, NumberFormatInfo.CurrentInfo, out var value) ? value : 0,
            TargetNumber.TryRead(Threshold, unit, NumberFormatInfo.CurrentInfo, out var limit) ? limit : null,
            HasPath
        );

    public bool IsMember =>
        Member.Length == 0 || (Member.Split(':', 2) is [var dimension, _] && KpiDimensions.All.Contains(dimension));
}

internal sealed class TargetFormValidator : AbstractValidator<TargetForm>
{
    public TargetFormValidator(IStringLocalizer<TargetsText> text)
    {
        RuleFor(form => form.Kpi).Must(IsKpi).WithMessage(_ => text["Invalid.Kpi"]);
        RuleFor(form => form.Member).Must((form, _) => form.IsMember).WithMessage(_ => text["Invalid.Member"]);
        RuleFor(form => form.Value)
            .Must((form, typed) => IsNumber(form, typed))
            .WithMessage(_ => text["Invalid.Number"]);
        RuleFor(form => form.Threshold)
            .Must((form, typed) => string.IsNullOrWhiteSpace(typed) || IsNumber(form, typed))
            .WithMessage(_ => text["Invalid.Number"]);
        RuleFor(form => form.Threshold)
            .Must((form, _) => IsOnBadSide(form))
            .When(form => IsNumber(form, form.Value) && IsNumber(form, form.Threshold))
            .WithMessage(form => text[GoodOf(form) == GoodDirection.Up ? "Invalid.Above" : "Invalid.Below"]);
    }

    private static bool IsKpi(string code) => KpiCatalogue.TryGet(code, out _);

    private static KpiUnit UnitOf(TargetForm form) =>
        KpiCatalogue.TryGet(form.Kpi, out var kpi) ? kpi.Unit : KpiUnit.Count;

    private static GoodDirection GoodOf(TargetForm form) =>
        KpiCatalogue.TryGet(form.Kpi, out var kpi) ? kpi.Good : GoodDirection.Up;

    private static bool IsNumber(TargetForm form, string typed) =>
        TargetNumber.TryRead(typed, UnitOf(form), NumberFormatInfo.CurrentInfo, out _);

    /// <summary>A figure may not be off before it misses its target.</summary>
    private static bool IsOnBadSide(TargetForm form)
    {
        var goal = form.ToGoal(UnitOf(form));
        return GoodOf(form) == GoodDirection.Up ? goal.Threshold <= goal.Value : goal.Threshold >= goal.Value;
    }
}
