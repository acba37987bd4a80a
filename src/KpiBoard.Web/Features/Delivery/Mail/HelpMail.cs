using System.Globalization;
using KpiBoard.Web.Features.Delivery.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Mail;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>
/// Tells the sponsor by mail that somebody asks for help. A letter leaves the house: it says who asks and leads to the page;
/// what is asked, and what the initiative is called, stays here.
/// </summary>
public sealed partial class HelpMail(
    HelpMailStore store,
    Mailer mail,
    CompanySettingsStore settings,
    IStringLocalizer<DeliveryText> text,
    ILogger<HelpMail> log
)
{
    public async Task SendAsync(CancellationToken ct)
    {
        if (!mail.CanSend)
        {
            return;
        }
        var company = await settings.GetAsync(ct);
        foreach (var row in await store.DueAsync(ct))
        {
            if (!await store.ClaimAsync(row.Id, ct))
            {
                continue;
            }
            try
            {
                await mail.SendAsync(Write(row, company), ct);
            }
            catch (Exception failure) when (Mailer.IsFailure(failure, ct))
            {
                LogFailed(failure, row.Id);
                await store.ReleaseAsync(row.Id, ct);
            }
        }
    }

    private Letter Write(HelpMailRow row, CompanySettings company)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (Language.Find(row.Language) ?? Language.Find(company.Language) ?? Language.English).Use();
        try
        {
            var id = row.InitiativeId.ToString(CultureInfo.InvariantCulture);
            string[] lines =
            [
                text["Mail.Asks", row.By],
                "",
                company.Address.Length == 0
                    ? text["Mail.Where"]
                    : $"{company.Address.TrimEnd('/')}/strategy/initiatives/{id}/plan#help",
                "",
                text["Mail.Why"],
            ];
            return new Letter(
                row.Email,
                text["Mail.Subject", row.By],
                string.Join('\n', lines),
                string.Create(CultureInfo.InvariantCulture, $"help-{row.Id}")
            );
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The mail about request {Id} could not be sent; it is tried again."
    )]
    private partial void LogFailed(Exception failure, long id);
}
