using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Mail;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Configuration <c>Inbox</c>: the watched folder.</summary>
public sealed class InboxOptions
{
    /// <summary>Where it lies; by default <c>inbox</c> under the data folder.</summary>
    public string? Folder { get; init; }

    public bool IsOn { get; init; } = true;

    /// <summary>How often it is looked at.</summary>
    public int EverySeconds { get; init; } = 10;

    /// <summary>How long a file without a <c>.done</c> beside it must have kept its size.</summary>
    public int SettleSeconds { get; init; } = 10;

    /// <summary>Takes only files with a <c>.done</c> beside them.</summary>
    public bool RequireDone { get; init; }
}

/// <summary>Configuration <c>Alerts</c>: who is told when a file is refused. Nothing set, nobody is.</summary>
public sealed class AlertOptions
{
    /// <summary>An address that takes a POST of JSON.</summary>
    public Uri? Webhook { get; init; }

    public SmtpOptions Smtp { get; init; } = new();

    public bool AreSet => Webhook is not null || Smtp.IsSet;

    /// <summary>What configuration says, checked.</summary>
    /// <exception cref="CommandException">The webhook would be told in the clear, over a network.</exception>
    public static AlertOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("Alerts").Get<AlertOptions>() ?? new AlertOptions();
        if (options.Webhook is { IsAbsoluteUri: true } webhook && webhook.Scheme != Uri.UriSchemeHttps)
        {
            Outgoing.RequireEncryption(configuration, "Alerts:Webhook", webhook.Host, "Give it an address with https");
        }
        return options;
    }
}
