using System.Text.RegularExpressions;
using FluentValidation;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.OwnFigures.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.OwnFigures;

/// <summary>A definition as people type it. The code is given only when the figure is defined.</summary>
public sealed record OwnFigureForm
{
    public const int LongestCode = 40;
    public const int LongestName = 100;
    public const int LongestMeaning = 1000;
    public const int MostDecimals = 4;

    public int Version { get; init; }
    public string Code { get; init; } = "";
    public string NameEn { get; init; } = "";
    public string NameDa { get; init; } = "";
    public string NameNb { get; init; } = "";
    public string MeaningEn { get; init; } = "";
    public string MeaningDa { get; init; } = "";
    public string MeaningNb { get; init; } = "";
    public string Kind { get; init; } = OwnFigureKind.Customer;
    public string Unit { get; init; } = OwnUnit.Percent;
    public string Good { get; init; } = GoodDirection.Up.Text();
    public int Decimals { get; init; } = 1;
    public string AddsUp { get; init; } = PeriodRule.Mean.Text();
    public bool OnBoard { get; init; }

    /// <summary>Where the reader came from and wants to go on: the import that named the code.</summary>
    public string Back { get; init; } = "";

    public string Name(string language) =>
        language switch
        {
            "da" => NameDa,
            "nb" => NameNb,
            _ => NameEn,
        };

    public string Meaning(string language) =>
        language switch
        {
            "da" => MeaningDa,
            "nb" => MeaningNb,
            _ => MeaningEn,
        };

    public static OwnFigureForm Of(OwnFigureContent content, int version) =>
        new()
        {
            Version = version,
            NameEn = content.NameEn ?? "",
            NameDa = content.NameDa ?? "",
            NameNb = content.NameNb ?? "",
            MeaningEn = content.MeaningEn ?? "",
            MeaningDa = content.MeaningDa ?? "",
            MeaningNb = content.MeaningNb ?? "",
            Kind = content.Kind,
            Unit = content.Unit,
            Good = content.Good,
            Decimals = content.Decimals,
            AddsUp = content.AddsUp,
            OnBoard = content.OnBoard,
        };

    public OwnFigureContent ToContent() =>
        new()
        {
            NameEn = Text(NameEn),
            NameDa = Text(NameDa),
            NameNb = Text(NameNb),
            MeaningEn = Text(MeaningEn),
            MeaningDa = Text(MeaningDa),
            MeaningNb = Text(MeaningNb),
            Kind = Kind,
            Unit = Unit,
            Good = Good,
            Decimals = Decimals,
            AddsUp = AddsUp,
            OnBoard = OnBoard,
        };

    /// <summary>As it was typed, else made from the name.</summary>
    public string ToCode() =>
        Code.Trim().Length > 0
            ? Code.Trim()
            : OwnFigureCode.From(new[] { NameEn, NameDa, NameNb }.FirstOrDefault(name => name.Trim().Length > 0) ?? "");

    private static string? Text(string typed)
    {
        var text = typed.ReplaceLineEndings("\n").Trim();
        return text.Length == 0 ? null : text;
    }
}

/// <summary>How a figure's code is written: <c>on-time-delivery</c>.</summary>
public static partial class OwnFigureCode
{
    /// <summary>What addresses and reports already mean something else by.</summary>
    private static readonly string[] Reserved = ["own", "add", "csv", "xlsx", "bridge", "by", "revenue", "margin"];

    public static bool IsWellFormed(string code) => code.Length <= OwnFigureForm.LongestCode && Form().IsMatch(code);

    public static bool IsTaken(string code) => KpiCatalogue.TryGet(code, out _) || Reserved.Contains(code);

    /// <summary>"Rettidig levering, %" is rettidig-levering.</summary>
    public static string From(string name)
    {
        var letters = name.Trim()
            .ToLowerInvariant()
            .Replace("æ", "ae", StringComparison.Ordinal)
            .Replace("ø", "oe", StringComparison.Ordinal)
            .Replace("å", "aa", StringComparison.Ordinal);
        var code = Others().Replace(letters, "-").Trim('-');
        return code.Length <= OwnFigureForm.LongestCode ? code : code[..OwnFigureForm.LongestCode].Trim('-');
    }

    [GeneratedRegex("^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Others();
}

internal sealed class OwnFigureFormValidator : AbstractValidator<OwnFigureForm>
{
    public OwnFigureFormValidator(IStringLocalizer<OwnFiguresText> text)
    {
        RuleFor(form => form.NameEn)
            .Must((form, _) => new[] { form.NameEn, form.NameDa, form.NameNb }.Any(name => name.Trim().Length > 0))
            .WithMessage(_ => text["Invalid.Name"]);
        foreach (var language in new[] { "en", "da", "nb" })
        {
            var ending = char.ToUpperInvariant(language[0]) + language[1..];
            RuleFor(form => form.Name(language))
                .MaximumLength(OwnFigureForm.LongestName)
                .OverridePropertyName($"Name{ending}")
                .WithMessage(_ => text["Invalid.LongName", OwnFigureForm.LongestName]);
            RuleFor(form => form.Meaning(language))
                .MaximumLength(OwnFigureForm.LongestMeaning)
                .OverridePropertyName($"Meaning{ending}")
                .WithMessage(_ => text["Invalid.LongMeaning", OwnFigureForm.LongestMeaning]);
        }
        RuleFor(form => form.Kind).Must(OwnFigureKind.All.Contains).WithMessage(_ => text["Invalid.Choice"]);
        RuleFor(form => form.Unit).Must(OwnUnit.All.Contains).WithMessage(_ => text["Invalid.Choice"]);
        RuleFor(form => form.Good)
            .Must(good => Enum.GetValues<GoodDirection>().Any(known => known.Text() == good))
            .WithMessage(_ => text["Invalid.Choice"]);
        RuleFor(form => form.AddsUp)
            .Must(rule => PeriodRules.TryParse(rule, out _))
            .WithMessage(_ => text["Invalid.Choice"]);
        RuleFor(form => form.Decimals)
            .InclusiveBetween(0, OwnFigureForm.MostDecimals)
            .WithMessage(_ => text["Invalid.Decimals", OwnFigureForm.MostDecimals]);
    }
}
