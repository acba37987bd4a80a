using System.Globalization;
using System.Text.Json;
using KpiBoard.Data;
using KpiBoard.Data.Audit;
using Microsoft.AspNetCore.WebUtilities;

namespace KpiBoard.Web.Features.Audit;

/// <summary>What the page shows.</summary>
/// <param name="Found">One more than is shown, where there are more.</param>
/// <param name="Verdict">What a check has just found.</param>
public sealed record AuditPage(AuditFilter Filter, IReadOnlyList<AuditEntry> Found, AuditVerdict? Verdict)
{
    public const int Shown = 50;

    public IEnumerable<AuditEntry> Entries => Found.Take(Shown);

    /// <summary>The query of the entries that come after those shown; none when these are all.</summary>
    public string? Older => Found.Count > Shown ? Query(Filter with { Before = Found[Shown - 1].Id }) : null;

    /// <summary>The columns that changed, with what they held; a column that is empty on both sides is left out.</summary>
    public static IEnumerable<(string Column, string? Before, string? After)> Changes(AuditEntry entry)
    {
        var (before, after) = (Values(entry.Before), Values(entry.After));
        return from column in before.Keys.Union(after.Keys)
            let was = before.GetValueOrDefault(column)
            let now = after.GetValueOrDefault(column)
            where was is not null || now is not null
            select (column, was, now);
    }

    /// <summary>The instant that a value is; null for any other value.</summary>
    public static DateTimeOffset? Instant(string value) =>
        DateTimeOffset.TryParseExact(
            value,
            TypeHandlers.InstantFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    /// <summary>The address of the entries that a filter asks for.</summary>
    public static string Query(AuditFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return QueryHelpers.AddQueryString(
            "",
            new Dictionary<string, string?>
            {
                ["by"] = filter.By,
                ["subject"] = filter.Subject,
                ["key"] = filter.Key,
                ["change"] = filter.Change,
                ["from"] = filter.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["to"] = filter.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["before"] = filter.Before?.ToString(CultureInfo.InvariantCulture),
            }.Where(pair => pair.Value is not null)
        );
    }

    private static Dictionary<string, string?> Values(string? json)
    {
        if (json is null)
        {
            return [];
        }
        using var document = JsonDocument.Parse(json);
        return document
            .RootElement.EnumerateObject()
            .ToDictionary(value => value.Name, value => value.Value.ToString() is { Length: > 0 } text ? text : null);
    }
}
