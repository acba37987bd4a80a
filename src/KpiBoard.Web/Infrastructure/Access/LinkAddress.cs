namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>The address of a password link.</summary>
public static class LinkAddress
{
    public const string DefaultAddress = "http://localhost:5000";

    /// <summary>What a server listens on may say "everywhere", which is no address to open.</summary>
    public static string For(string? server, string secret)
    {
        var address = (server is { Length: > 0 } ? server : DefaultAddress)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal);
        return $"{address.TrimEnd('/')}/password/{secret}";
    }
}
