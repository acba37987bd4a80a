using Microsoft.AspNetCore.WebUtilities;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>What the address of a request says about it.</summary>
public static class RequestAddress
{
    /// <summary>True for the endpoints, which take a token and never a cookie.</summary>
    public static bool IsForApi(this HttpRequest request) => Under(request, "/api");

    /// <summary>True where a script asks, which is told a status, and not shown a page or the way in.</summary>
    public static bool IsForScripts(this HttpRequest request) =>
        request.IsForApi() || Under(request, "/health") || Under(request, "/openapi");

    /// <summary>This address with one value of its query set to something else.</summary>
    public static string With(this HttpRequest request, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = request.Query.Where(pair => pair.Key != key).Append(new(key, value));
        return QueryHelpers.AddQueryString(request.PathBase + request.Path, query);
    }

    private static bool Under(HttpRequest request, string path) =>
        request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);
}
