using System.Net;
using KpiBoard.Web.Infrastructure.CommandLine;
using Microsoft.AspNetCore.HttpOverrides;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// Configuration <c>Proxies</c>: the addresses or networks of the proxies in front. Only what they say about who called,
/// and whether over HTTPS, is believed. The host is not taken from a header of theirs: they pass it on as it came.
/// </summary>
public static class Proxies
{
    public const string Key = "Proxies";

    /// <summary>The networks, from a list or from one text; none unless configured.</summary>
    public static IReadOnlyList<System.Net.IPNetwork> From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Key);
        return
        [
            .. section
                .GetChildren()
                .Select(child => child.Value)
                .Append(section.Value)
                .OfType<string>()
                .SelectMany(text =>
                    text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                )
                .Select(Network),
        ];
    }

    internal static void AddProxies(this WebApplicationBuilder builder)
    {
        var networks = From(builder.Configuration);
        // The framework's own switch would believe every caller.
        builder.Configuration["ForwardedHeaders_Enabled"] = bool.FalseString;
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.None;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            if (networks.Count == 0)
            {
                return;
            }
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // As many hops as there are, as long as each of them is a known proxy.
            options.ForwardLimit = null;
            foreach (var network in networks)
            {
                options.KnownIPNetworks.Add(network);
            }
        });
    }

    private static System.Net.IPNetwork Network(string text) =>
        IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : System.Net.IPNetwork.TryParse(text, out var network) ? network
        : throw CommandException.WrongUsage(
            $"{Key} has '{text}'. It must be an address such as 10.0.0.5 or a network such as 10.0.0.0/24."
        );
}
