using System.Globalization;
using FluentValidation;
using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.UnitValues.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>A unit value as people write it.</summary>
public sealed record UnitValueForm
{
    private const string DayFormat = "yyyy-MM-dd";

    public string Kpi { get; init; } = "";

    /// <summary>A dimension and its member, <c>segment:Small business</c>; empty for the whole company.</summary>
    public string Member { get; init; } = "";
    public string Amount { get; init; } = "";
    public string Through { get; init; } = "";
    public long? OwnerId { get; init; }
    public string Source { get; init; } = "";
    public string AsOf { get; init; } = "";

    /// <summary>The version in force that was looked at.</summary>
    public long? Seen { get; init; }

    /// <summary>The amount whose consequences were shown; only that one is saved.</summary>
    public string Previewed { get; init; } = "";

    /// <summary>Whether it is to be saved; else what it would move is shown.</summary>
    public bool Save { get; init; }

    public bool WasShown => Previewed.Length > 0 && Previewed == Amount.Trim();

    public UnitValueKey Key =>
        Member.Split(':', 2) is [var dimension, var member] ? new(Kpi, dimension, member) : new(Kpi, "", "");

    public static UnitValueForm Of(UnitValueKey key, UnitValueVersion? version, Formats formats) =>
        new()
        {
            Kpi = key.Kpi,
            Member = key.Text,
            Amount = version is null
                ? ""
                : version
                    .Amount.ToDecimal()
                    .ToString("0.####", CultureInfo.InvariantCulture)
                    .Replace('.', formats.DecimalSign),
            Through = version?.Through ?? "",
            OwnerId = version?.OwnerId,
            Source = version?.Source ?? "",
            AsOf = version?.AsOf.ToString(DayFormat, CultureInfo.InvariantCulture) ?? "",
            Seen = version?.Id,
        };

    /// <summary>What a valid form says.</summary>
    public UnitValueContent ToContent(string currency) =>
        new(
            ParseAmount()!.Value,
            currency,
            Through.Length == 0 ? null : Through,
            OwnerId,
            Source.Trim(),
            ParseDay()!.Value
        );

    /// <summary>"620.000", "620 000" and "620,000.50" as the reader's language has them; null when it is no number.</summary>
    public Money? ParseAmount()
    {
        var format = NumberFormatInfo.CurrentInfo;
        var typed = string.Concat(Amount.Where(letter => !char.IsWhiteSpace(letter)));
        // What parts thousands in one language is the decimal sign of another: it parts them only before three digits.
        var other = format.NumberDecimalSeparator == "," ? '.' : ',';
        var parts = typed.Split(other);
        if (parts.Skip(1).Any(part => part.TakeWhile(char.IsAsciiDigit).Count() != 3))
        {
            return null;
        }
        return
            decimal.TryParse(
                string.Concat(parts).Replace(format.NumberDecimalSeparator, ".", StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            ) && number is > 0 and <= Most
            ? Money.FromDecimal(number)
            : null;
    }

    public DateOnly? ParseDay() =>
        DateOnly.TryParseExact(AsOf, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    // A thousand billions a unit and year: beyond that somebody has pressed a key too often.
    private const decimal Most = 1_000_000_000_000m;
}

internal sealed class UnitValueFormValidator : AbstractValidator<UnitValueForm>
{
    private const int LongestSource = 1_000;

    public UnitValueFormValidator(
        PageFrame frame,
        TimeProvider clock,
        UnitValuePageQueries queries,
        IStringLocalizer<UnitValuesText> text
    )
    {
        RuleFor(form => form.Kpi)
            .MustAsync(
                async (kpi, _) =>
                    (await frame.FiguresAsync()).TryGet(kpi, out var known) && known.Good != GoodDirection.Neither
            )
            .WithMessage(_ => text["Invalid.Kpi"]);
        RuleFor(form => form.Member)
            .Must((form, _) => form.Member.Length == 0 || KpiDimensions.All.Contains(form.Key.Dimension))
            .WithMessage(_ => text["Invalid.Member"]);
        RuleFor(form => form.Amount)
            .Must((form, _) => form.ParseAmount() is not null)
            .WithMessage(_ => text["Invalid.Amount"]);
        RuleFor(form => form.Through)
            .Must(through => through.Length == 0 || MoneyDriver.AllFigures.Contains(through))
            .WithMessage(_ => text["Invalid.Through"]);
        RuleFor(form => form.OwnerId)
            .MustAsync(async (id, ct) => (await queries.PeopleAsync(ct)).Any(person => person.Id == id))
            .WithMessage(_ => text["Invalid.Owner"]);
        RuleFor(form => form.Source).NotEmpty().WithMessage(_ => text["Invalid.Source"]);
        RuleFor(form => form.Source).MaximumLength(LongestSource).WithMessage(_ => text["Invalid.Long"]);
        RuleFor(form => form.AsOf)
            .MustAsync(
                async (form, _, _) =>
                    form.ParseDay() is { } day && day <= (await frame.SettingsAsync()).DateOf(clock.GetUtcNow())
            )
            .WithMessage(_ => text["Invalid.AsOf"]);
    }
}
