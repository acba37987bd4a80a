using System.Net;
using System.Net.Mail;

namespace KpiBoard.Web.Infrastructure.Mail;

/// <summary>A mail of plain text.</summary>
/// <param name="To">Addresses with commas between them.</param>
/// <param name="Id">The same for the same message, so that one sent again is known again.</param>
public sealed record Letter(string To, string Subject, string Body, string Id);

/// <summary>Sends mail through the configured server; never within a request, which would wait for it.</summary>
public sealed class Mailer(SmtpOptions smtp)
{
    public bool CanSend => smtp.CanSend;

    /// <summary>Whether sending failed for a reason that may have passed by the next time.</summary>
    public static bool IsFailure(Exception failure, CancellationToken ct) =>
        failure is SmtpException or FormatException
        || (failure is OperationCanceledException && !ct.IsCancellationRequested);

    public async Task SendAsync(Letter letter, CancellationToken ct)
    {
        using var message = new MailMessage
        {
            From = new MailAddress(smtp.From),
            Subject = letter.Subject.ReplaceLineEndings(" "),
            Body = letter.Body,
        };
        message.To.Add(letter.To);
        message.Headers.Add("Message-ID", $"<{letter.Id}@kpiboard>");
        using var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.UseTls };
        if (smtp.User.Length > 0)
        {
            client.Credentials = new NetworkCredential(smtp.User, smtp.Password);
        }
        await client.SendMailAsync(message, ct);
    }
}

public static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(SmtpOptions.Read(configuration)).AddSingleton<Mailer>();
}
