namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>The addresses of links that leave the board.</summary>
public static class LinkAddress
{
    public const string DefaultAddress = "http://localhost:5000";

    public static string For(string? server, string secret) => Of(server, $"/password/{secret}");

    /// <summary>What a server listens on may say "everywhere", which is no address to open.</summary>
    public static string Of(string? server, string path)
    {
        var address = (server is { Length: > 0 } ? server : DefaultAddress)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal);
        return address.TrimEnd('/') + path;
    }
}
