using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.Events;

namespace KpiBoard.Web;

/// <summary>Notes what happened around the demo company, as its people would have on the day.</summary>
internal sealed class DemoEventSteps : IDemoChapter
{
    private static readonly TimeOnly Morning = new(9, 20);

    public IEnumerable<DemoDeed> Deeds(DemoStory story) =>
        story
            .Strategy.Events.OrderBy(row => row.From)
            .Select(row => new DemoDeed(story.At(row.From, Morning), ct => NoteAsync(story, row, ct)));

    private static async Task NoteAsync(DemoStory story, DemoEvent row, CancellationToken ct) =>
        await story
            .Services.GetRequiredService<EventStore>()
            .AddAsync(Content(row), (await story.People.OfAsync(row.Text.By, ct)).Email, ct);

    private static EventContent Content(DemoEvent row)
    {
        var member = row.Text.Member.Split(':', 2);
        return new(row.Text.Title, row.Text.Words, row.From, row.To)
        {
            Dimension = member.Length == 2 ? member[0] : "",
            Member = member.Length == 2 ? member[1] : "",
            Kpis = row.Text.Kpis,
            Language = row.Text.Language,
        };
    }
}
