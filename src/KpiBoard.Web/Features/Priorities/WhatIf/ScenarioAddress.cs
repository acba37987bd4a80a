using System.Globalization;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>
/// What is tried, in an address: one <c>c</c> for each change, such as <c>effort~40~INI-7</c>, so that a link to it can be
/// shared and a refresh of the page forgets nothing.
/// </summary>
public static class ScenarioAddress
{
    public const string Parameter = "c";
    public const string Page = "/priorities/what-if";

    /// <summary>Servers and mail programs cut addresses that are longer.</summary>
    public const int Longest = 6_000;

    private const char Separator = '~';

    /// <summary>The parts of a change: of an effect the name, three numbers and the initiative, and last the figure.</summary>
    private const int EffectParts = 6;
    private const int NumberParts = 3;

    /// <summary>The page with the changes.</summary>
    /// <param name="scenario">The saved one that is open, if one is.</param>
    public static string Of(ScenarioChanges changes, long? scenario = null)
    {
        var query = changes.All.Select(change => $"{Parameter}={Uri.EscapeDataString(Write(change))}").ToList();
        if (scenario is { } id)
        {
            query.Insert(0, string.Create(CultureInfo.InvariantCulture, $"scenario={id}"));
            if (changes.All.Count == 0)
            {
                // Said, so that it is not taken for "as it was saved".
                query.Add($"{Parameter}=");
            }
        }
        return query.Count == 0 ? Page : $"{Page}?{string.Join('&', query)}";
    }

    public static string Write(ScenarioChange change)
    {
        var name = KpiJson.Serialize(change.Field).Trim('"');
        return change.Field switch
        {
            ScenarioField.Effect => string.Join(
                Separator,
                name,
                Number(change.Low),
                Number(change.Value),
                Number(change.High),
                change.Of,
                change.Goal
            ),
            ScenarioField.LeaveOut => $"{name}{Separator}{Separator}{change.Of}",
            _ => string.Join(Separator, name, Number(change.Value), change.Of),
        };
    }

    /// <summary>What can be read and computed with; the rest is left out, as addresses get cut and mistyped.</summary>
    public static ScenarioChanges Read(IEnumerable<string?> texts) =>
        texts
            .Select(Read)
            .OfType<ScenarioChange>()
            .Where(change => change.IsSound)
            .Aggregate(ScenarioChanges.None, (all, change) => all.With(change));

    private static ScenarioChange? Read(string? text)
    {
        var name = (text ?? "").Split(Separator)[0];
        if (Field(name) is not { } field)
        {
            return null;
        }
        var parts = text!.Split(Separator, field == ScenarioField.Effect ? EffectParts : NumberParts);
        return (field, parts) switch
        {
            (ScenarioField.Effect, [_, var low, var likely, var high, var of, var goal]) => new(field, of)
            {
                Goal = goal,
                Low = Number(low),
                Value = Number(likely),
                High = Number(high),
            },
            (ScenarioField.Effect, _) => null,
            (ScenarioField.LeaveOut, [_, _, var of]) => new(field, of),
            (_, [_, var value, var of]) => new(field, of) { Value = Number(value) },
            _ => null,
        };
    }

    private static ScenarioField? Field(string name)
    {
        foreach (var field in Enum.GetValues<ScenarioField>())
        {
            if (KpiJson.Serialize(field).Trim('"') == name)
            {
                return field;
            }
        }
        return null;
    }

    private static string Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
