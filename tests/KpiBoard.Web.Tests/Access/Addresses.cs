using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Tests.Access;

/// <summary>For a route, addresses in <see cref="MarkedCompany"/> that have something of one unit to show, and of the other.</summary>
internal static class Addresses
{
    private const string Member = "member=business_unit:" + MarkedCompany.Other;

    /// <summary>The value of a place in the route, by the beginning of the route and the place's name.</summary>
    private static readonly (string Beginning, string Place, string[] Values)[] Places =
    [
        ("/search/customers", "{id:long}", ["2", "6"]),
        ("/customers", "{id:long}", ["6"]),
        ("/imports/samples", "{kind}", ["revenue"]),
        ("/imports", "{id:long}", ["2", "5"]),
        ("/api/v1/imports", "{id:long}", ["2", "5"]),
        ("/comments", "{id:long}", ["1", "4", "6"]),
        ("/tasks", "{id:long}", ["1", "7", "8"]),
        ("/strategy/themes", "{id:long}", ["1"]),
        ("/strategy/initiatives", "{to}", ["paused"]),
        ("/figures/own", "{code}", [MarkedCompany.OwnFigure]),
        ("/figures", "{code}", [KpiCodes.LogoChurn, KpiCodes.ExistingRevenue]),
        ("/figures", "{dimension}", ["business_unit"]),
        ("/api/v1/kpis", "{code}", [KpiCodes.LogoChurn]),
        ("/reconciliation", "{month}", ["2026-10"]),
        ("/reconciliation", "{currency}", ["DKK"]),
        ("/openapi", "{documentName}", ["v1"]),
        ("/strategy/initiatives", "{item:long}", ["1", "2"]),
        ("/strategy/initiatives", "{file:long}", ["1", "2"]),
        ("", "{id:long}", ["1", "2"]),
    ];

    /// <summary>The queries that a route is asked with; without a row, none.</summary>
    private static readonly (string Beginning, string[] Queries)[] Asked =
    [
        ("/search/customers", [""]),
        ("/search", ["?q=syd", "?q=cust", "?q=talk", "?q=mark", "?q=revenue"]),
        ("/figures/bridge/", [Bar("churned"), Bar("end"), Bar("new"), $"{Bar("churned")}&{Member}"]),
        ("/figures/own", [""]),
        ("/figures", ["", $"?{Member}", "?from=2026-08&point=2026-09"]),
        ("/restatements", ["?from=2026-11-20&to=2026-11-21"]),
        ("/tasks/{", [""]),
        ("/tasks", ["?state=all", "?list=asked&state=all", "?list=mentions&state=all"]),
        ("/board", ["", $"?unit={MarkedCompany.Other}"]),
        ("/customers", ["", "?q=cust"]),
        ("/api/v1/comments", [$"?subject=figure:{KpiCodes.LogoChurn}/business_unit:{MarkedCompany.Other}"]),
        ("/api/v1/bridge", ["?business-unit=*"]),
        ("/api/v1/kpis", ["?business-unit=*"]),
    ];

    /// <summary>What is written in a unit, by whoever sees its figures.</summary>
    public static readonly string[] WrittenInUnits =
    [
        "/comments",
        "/tasks/{id",
        "/targets",
        "/favourites",
        "/strategy/values",
        "/strategy/commitments",
    ];

    /// <summary>What owners write of their own initiatives.</summary>
    public static readonly string[] WrittenByOwners = ["/check-in", "/strategy/initiatives"];

    /// <summary>A form that says as much as possible.</summary>
    public static readonly KeyValuePair<string, string>[] Fields =
    [
        new("Version", "1"),
        new("Text", "written by another unit"),
        new("Title", "written by another unit"),
        new("Subject", $"figure:{KpiCodes.LogoChurn}/business_unit:{MarkedCompany.Other}"),
        new("Member", $"business_unit:{MarkedCompany.Other}"),
        new("mark", $"{KpiCodes.LogoChurn}|business_unit:{MarkedCompany.Other}"),
        new("Kpi", KpiCodes.LogoChurn),
        new("Period", "2026-12"),
        new("Value", "5"),
        new("Progress", "90"),
        new("Status", "done"),
        new("Confidence", "3"),
        new("Owner", "1"),
        new("Unit", MarkedCompany.Other),
    ];

    /// <summary>Addresses at which something of the other unit is written.</summary>
    public static IEnumerable<string> OfOther(string pattern)
    {
        var id =
            pattern.StartsWith("/comments", StringComparison.Ordinal) ? "4"
            : pattern.StartsWith("/tasks", StringComparison.Ordinal) ? "7"
            : "2";
        var path = pattern.Replace("{id:long}", id, StringComparison.Ordinal);
        (string Place, string Value)[] places =
        [
            ("{first:long}", "2"),
            ("{item:long}", "2"),
            ("{file:long}", "2"),
            ("{to}", "paused"),
        ];
        return [places.Aggregate(path, (one, by) => one.Replace(by.Place, by.Value, StringComparison.Ordinal))];
    }

    public static IEnumerable<string> Of(string pattern)
    {
        var paths = new List<string> { pattern };
        foreach (var (beginning, place, values) in Places)
        {
            if (pattern.StartsWith(beginning, StringComparison.Ordinal))
            {
                paths =
                [
                    .. paths.SelectMany(path =>
                        path.Contains(place, StringComparison.Ordinal)
                            ? values.Select(value => path.Replace(place, value, StringComparison.Ordinal))
                            : [path]
                    ),
                ];
            }
        }
        var queries =
            pattern == "/"
                ? ["", $"?unit={MarkedCompany.Other}", "?since=month", "?since=2026-11-20", "?grain=year"]
                : Asked.FirstOrDefault(row => pattern.StartsWith(row.Beginning, StringComparison.Ordinal)).Queries
                    ?? [""];
        return paths.SelectMany(path => queries.Select(query => path + query));
    }

    private static string Bar(string part) => $"?measure=revenue&part={part}&period=2026-10";
}
