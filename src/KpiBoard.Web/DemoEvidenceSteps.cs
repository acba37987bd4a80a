using System.Text;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.Evidence;
using KpiBoard.Web.Features.Evidence.Attachments;

namespace KpiBoard.Web;

/// <summary>
/// What the demo company's initiatives rest on, written down when it was assessed; and the guesswork share at the end of
/// each month, as the night after it would have kept it.
/// </summary>
internal sealed class DemoEvidenceSteps : IDemoChapter
{
    private const int MonthsKept = 12;

    private static readonly TimeOnly Morning = new(9, 5);
    private static readonly TimeOnly Night = new(23, 50);

    public IEnumerable<DemoDeed> Deeds(DemoStory story)
    {
        foreach (var evidence in story.Strategy.Evidence)
        {
            yield return new(story.At(evidence.AssessedOn, Morning), ct => AddAsync(story, evidence, ct));
        }
        var today = story.Settings.DateOf(story.End);
        var month = new DateOnly(today.Year, today.Month, 1);
        for (var back = MonthsKept; back > 0; back--)
        {
            var lastDay = month.AddMonths(1 - back).AddDays(-1);
            yield return new(
                story.At(lastDay, Night),
                ct => story.Services.GetRequiredService<GuessworkHistory>().KeepAsync(ct)
            );
        }
    }

    private static async Task AddAsync(DemoStory story, DemoEvidence evidence, CancellationToken ct)
    {
        var by = await story.People.OfAsync(evidence.By, ct);
        var content = new EvidenceContent(evidence.Kind, evidence.Grade, evidence.FoundOn, evidence.Says)
        {
            Origin = evidence.Source,
            IsAgainst = evidence.IsAgainst,
        };
        await story
            .Services.GetRequiredService<EvidenceStore>()
            .AddAsync(
                await story.InitiativeAsync(evidence.Initiative, ct),
                content,
                evidence.File is { } file ? Attachment(file) : null,
                new Assessor(by.Id, by.Email),
                ct
            );
    }

    private static NewAttachment Attachment(DemoEvidenceFile file)
    {
        var content = Encoding.UTF8.GetBytes(file.Text);
        var kind = AttachmentKind.Of(content, file.Name)!;
        return new(AttachmentName.Of(file.Name, kind), kind.ContentType, content);
    }
}
