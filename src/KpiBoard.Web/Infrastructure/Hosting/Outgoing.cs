using System.Net;
using KpiBoard.Web.Infrastructure.CommandLine;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>What the product sends to other machines names people and files, and is encrypted.</summary>
internal static class Outgoing
{
    public const string AllowUnencryptedKey = "Alerts:AllowUnencrypted";

    /// <summary>Lets an unencrypted connection pass that never leaves the machine, or that configuration allows.</summary>
    /// <param name="key">The configuration at fault.</param>
    /// <param name="remedy">What to do instead, as the beginning of a sentence.</param>
    /// <exception cref="CommandException">Neither is so.</exception>
    public static void RequireEncryption(IConfiguration configuration, string key, string host, string remedy)
    {
        var isHere =
            string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        if (!isHere && !configuration.GetValue(AllowUnencryptedKey, false))
        {
            throw CommandException.WrongUsage(
                $"{key} sends what names people and files to {host} without encryption. {remedy}, "
                    + $"or set {AllowUnencryptedKey} to true if it must be so."
            );
        }
    }
}
