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
}
