using System.Net;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>Where the server is going to listen, as far as its configuration tells before it has started.</summary>
internal static class Listening
{
    /// <summary>True when nobody but this machine can call: development, or a proxy beside it.</summary>
    public static bool IsOnlyLoopback(IConfiguration configuration) =>
        Addresses(configuration).All(address => IsLoopback(BindingAddress.Parse(address).Host));

    /// <summary>True for the names that a machine has for itself.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>In the order in which Kestrel heeds them; without any it listens on localhost.</summary>
    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        var endpoints = configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Select(endpoint => endpoint["Url"])
            .OfType<string>()
            .ToList();
        if (endpoints.Count > 0)
        {
            return endpoints;
        }
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        var ports = configuration[WebHostDefaults.HttpPortsKey] + configuration[WebHostDefaults.HttpsPortsKey];
        return ports.Length > 0 ? ["http://*"] : [];
    }
}
