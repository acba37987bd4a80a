using System.Globalization;
using System.Text;
using KpiBoard.Core;
using KpiBoard.Web.Features.Imports.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What came of a file, for whoever sent it, in the company's language.</summary>
public sealed class InboxReport(IStringLocalizer<ImportsText> text)
{
    private const int ErrorsShown = 200;

    public string Write(InboxFile file, InboxOutcome outcome, Language language, TimeZoneInfo zone) =>
        language.Speak(() => Write(file, outcome, Formats.Of(language), zone));

    /// <summary>What happened, in one sentence.</summary>
    public string Headline(InboxOutcome outcome) =>
        outcome switch
        {
            { Status: InboxFolder.Refused } => text["Import.Refused"],
            { Answer.Status: ImportAnswer.AlreadyImported } => text["Draft.Already"],
            { Answer: { } answer } => text.Count(
                "Import.Done",
                answer.Rows.New + answer.Rows.Updated + answer.Rows.Unchanged
            ),
            _ => "",
        };

    private string Write(InboxFile file, InboxOutcome outcome, Formats format, TimeZoneInfo zone)
    {
        var lines = new StringBuilder()
            .AppendLine(file.FileName)
            .AppendLine(Headline(outcome))
            .AppendLine()
            .AppendLine($"{text["Profile"]}: {file.Profile}")
            .AppendLine($"{text["Inbox.Received"]}: {format.Time(file.TakenAt, zone)}");
        if (outcome.Reason is { } reason)
        {
            lines.AppendLine().AppendLine(reason.In(CultureInfo.CurrentUICulture));
        }
        if (outcome.Answer is { } answer)
        {
            if (answer.Id is { } id)
            {
                lines.AppendLine(text["Draft.Already.Link", format.Whole(id)]);
            }
            Totals(lines, answer, format);
            foreach (var note in outcome.Notes)
            {
                lines.AppendLine().AppendLine(note.In(CultureInfo.CurrentUICulture));
            }
            Errors(lines, answer, format);
        }
        return lines.ToString();
    }

    private void Totals(StringBuilder lines, ImportAnswer answer, Formats format)
    {
        lines.AppendLine($"{text["Rows.Read"]}: {format.Whole(answer.Rows.Read)}");
        if (answer.Status == ImportAnswer.Refused)
        {
            return;
        }
        lines
            .AppendLine($"{text["Rows.New"]}: {format.Whole(answer.Rows.New)}")
            .AppendLine($"{text["Rows.Updated"]}: {format.Whole(answer.Rows.Updated)}")
            .AppendLine($"{text["Rows.Unchanged"]}: {format.Whole(answer.Rows.Unchanged)}")
            .AppendLine()
            .AppendLine(text["ControlTotals"]);
        foreach (var total in answer.Totals)
        {
            var amount = total.Amount is { } sum ? $"  {format.MoneyNumber(Money.FromDecimal(sum))}" : "";
            lines.AppendLine($"{total.Currency} {total.Period}  {text.Count("Inbox.Rows", total.Rows)}{amount}");
        }
    }

    private void Errors(StringBuilder lines, ImportAnswer answer, Formats format)
    {
        if (answer.Errors is not { Count: > 0 } errors)
        {
            return;
        }
        lines.AppendLine().AppendLine(text.Count("Errors", answer.ErrorCount ?? errors.Count));
        foreach (var error in errors.Take(ErrorsShown))
        {
            var place = error.Sheet is { } sheet
                ? text["Line.InSheet", format.Whole(error.Line), sheet]
                : text["Line.Number", format.Whole(error.Line)];
            var value = error.Value is { Length: > 0 } shown ? $" {format.Quote(shown)}" : "";
            var column = error.Column is null ? "" : $", {error.Column}";
            lines.AppendLine($"{place}{column}{value}: {error.ToMessage().In(CultureInfo.CurrentUICulture)}");
        }
    }
}
