using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Mail;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// Tells once that a file was refused, by mail, by webhook or both, and enters that it did. What cannot be delivered is
/// tried again at the next look. A process killed between sending and entering sends the same message under the same id.
/// </summary>
public sealed partial class InboxAlerts(
    InboxStore store,
    InboxReport report,
    AlertOptions options,
    Mailer mailer,
    CompanySettingsStore settings,
    IHttpClientFactory clients,
    ILogger<InboxAlerts> log
)
{
    public const string Client = "alerts";

    private const int LongestProblem = 500;

    public async Task SendAsync(CancellationToken ct)
    {
        if (!options.AreSet)
        {
            return;
        }
        foreach (var file in await store.AlertsDueAsync(ct))
        {
            try
            {
                await SendAsync(file, ct);
                await store.AlertedAsync(file.Id, ct);
            }
            catch (Exception failure) when (failure is HttpRequestException || Mailer.IsFailure(failure, ct))
            {
                LogFailed(failure, file.Id);
                var problem = failure.Message;
                await store.AlertFailedAsync(file.Id, problem[..Math.Min(problem.Length, LongestProblem)], ct);
            }
        }
    }

    private async Task SendAsync(InboxFile file, CancellationToken ct)
    {
        var company = await settings.GetAsync(ct);
        var language = Language.Find(company.Language) ?? Language.English;
        var outcome = file.Result!;
        var text = report.Write(file, outcome, language, company.TimeZone);
        if (options.Webhook is { } webhook)
        {
            await PostAsync(webhook, file, outcome, text, ct);
        }
        if (options.Smtp.IsSet)
        {
            var subject = $"KpiBoard: {file.FileName} ({file.Profile})";
            await mailer.SendAsync(new Letter(options.Smtp.To, subject, text, MessageId(file)), ct);
        }
    }

    private async Task PostAsync(Uri webhook, InboxFile file, InboxOutcome outcome, string text, CancellationToken ct)
    {
        using var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook)
        {
            Content = JsonContent.Create(
                new
                {
                    @event = "file-refused",
                    id = MessageId(file),
                    file = file.FileName,
                    profile = file.Profile,
                    import = file.BatchId,
                    message = outcome.Problem?.ToString(),
                    text,
                },
                options: Infrastructure.Json.KpiJson.Options
            ),
        };
        request.Headers.Add("Idempotency-Key", MessageId(file));
        using var answer = await client.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
    }

    private static string MessageId(InboxFile file) => $"inbox-{file.Id}-{file.TakenAt.ToUnixTimeMilliseconds()}";

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The alert about file {Id} could not be sent; it is tried again."
    )]
    private partial void LogFailed(Exception failure, long id);
}
