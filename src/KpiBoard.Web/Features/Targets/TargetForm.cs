using System.Globalization;
using FluentValidation;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Targets.Resources;
using KpiBoard.Web.Infrastructure.Pages;
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
    public TargetFormValidator(PageFrame frame, IStringLocalizer<TargetsText> text)
    {
        RuleFor(form => form.Member).Must((form, _) => form.IsMember).WithMessage(_ => text["Invalid.Member"]);
        RuleFor(form => form)
            .CustomAsync(
                async (form, context, _) =>
                {
                    if (!(await frame.FiguresAsync()).TryGet(form.Kpi, out var kpi))
                    {
                        context.AddFailure(nameof(form.Kpi), text["Invalid.Kpi"]);
                        return;
                    }
                    var isGoal = IsNumber(form.Value, kpi);
                    var isLimit = IsNumber(form.Threshold, kpi);
                    if (!isGoal)
                    {
                        context.AddFailure(nameof(form.Value), text["Invalid.Number"]);
                    }
                    if (!isLimit && !string.IsNullOrWhiteSpace(form.Threshold))
                    {
                        context.AddFailure(nameof(form.Threshold), text["Invalid.Number"]);
                    }
                    if (isGoal && isLimit && !IsOnBadSide(form.ToGoal(kpi.Unit), kpi.Good))
                    {
                        context.AddFailure(
                            nameof(form.Threshold),
                            text[
                                kpi.Good switch
                                {
                                    GoodDirection.Up => "Invalid.Above",
                                    GoodDirection.Down => "Invalid.Below",
                                    _ => "Invalid.NoSide",
                                }
                            ]
                        );
                    }
                }
            );
    }

    private static bool IsNumber(string typed, KpiDefinition kpi) =>
        TargetNumber.TryRead(typed, kpi.Unit, NumberFormatInfo.CurrentInfo, out _);

    /// <summary>A figure may not be off before it misses its target.</summary>
    private static bool IsOnBadSide(TargetGoal goal, GoodDirection good) =>
        good switch
        {
            GoodDirection.Up => goal.Threshold <= goal.Value,
            GoodDirection.Down => goal.Threshold >= goal.Value,
            _ => false,
        };
}
