using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Hosting;

namespace KpiBoard.Web.Infrastructure.Mail;

/// <summary>Configuration <c>Alerts:Smtp</c>: the server that takes the product's mail.</summary>
public sealed class SmtpOptions
{
    public string Host { get; init; } = "";

    public int Port { get; init; } = 587;

    public bool UseTls { get; init; } = true;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public string From { get; init; } = "";

    /// <summary>Who is told of refused files: addresses with commas between them.</summary>
    public string To { get; init; } = "";

    /// <summary>Whether mail can be sent at all.</summary>
    public bool CanSend => Host.Length > 0 && From.Length > 0;

    /// <summary>Whether somebody is told of refused files.</summary>
    public bool IsSet => CanSend && To.Length > 0;

    /// <summary>What configuration says, checked.</summary>
    /// <exception cref="CommandException">Mail would cross a network in the clear.</exception>
    public static SmtpOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("Alerts:Smtp").Get<SmtpOptions>() ?? new SmtpOptions();
        if (options.CanSend && !options.UseTls)
        {
            Outgoing.RequireEncryption(
                configuration,
                "Alerts:Smtp",
                options.Host,
                "Leave UseTls out or set it to true"
            );
        }
        return options;
    }
}
