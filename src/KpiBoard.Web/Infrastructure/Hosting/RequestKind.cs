namespace KpiBoard.Web.Infrastructure.Hosting;

public static class RequestKind
{
    /// <summary>True for the endpoints, which take a token and never a cookie.</summary>
    public static bool IsForApi(this HttpRequest request) => Under(request, "/api");

    /// <summary>True where a script asks, which is told a status, and not shown a page or the way in.</summary>
    public static bool IsForScripts(this HttpRequest request) =>
        request.IsForApi() || Under(request, "/health") || Under(request, "/openapi");

    private static bool Under(HttpRequest request, string path) =>
        request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);
}
