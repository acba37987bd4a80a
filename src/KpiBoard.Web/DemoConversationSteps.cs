using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web;

/// <summary>Lets the demo company's people speak, each on the day on which they did.</summary>
internal sealed class DemoConversationSteps : IDemoChapter
{
    private static readonly TimeOnly Morning = new(9, 12);
    private static readonly TimeSpan BetweenDeeds = TimeSpan.FromMinutes(7);

    private int deeds;

    /// <summary>All at once, as a thread is told from its first word to its end, and all of them are of the last weeks.</summary>
    public IEnumerable<DemoDeed> Deeds(DemoStory story) => [new(story.End, ct => WriteAsync(story, ct))];

    private async Task WriteAsync(DemoStory story, CancellationToken ct)
    {
        // Whoever is named must be there before the text is read.
        foreach (var key in story.Strategy.Conversation.SelectMany(thread => thread.People))
        {
            await story.People.OfAsync(key, ct);
        }
        foreach (var thread in story.Strategy.Conversation)
        {
            var subject = thread.Initiative is { } title
                ? new Subject(Subject.Initiative) { InitiativeId = await story.InitiativeAsync(title, ct) }
                : Subject.Parse(thread.Subject, new PeriodCalendar(), KpiBook.BuiltIn)!;
            await WriteAsync(story, subject, thread, ct);
        }
    }

    private async Task WriteAsync(DemoStory story, Subject subject, DemoThread thread, CancellationToken ct)
    {
        var (comments, tasks) = (
            story.Services.GetRequiredService<CommentStore>(),
            story.Services.GetRequiredService<TaskStore>()
        );
        var first = await SayAsync(thread.First, null);
        foreach (var reply in thread.Replies)
        {
            await SayAsync(reply, first);
        }
        if (thread.Task is { } asked)
        {
            At(asked.Day);
            var owner = (await ReaderAsync(asked.Owner)).Id!.Value;
            var asker = (await ReaderAsync(asked.AskedBy)).Id!.Value;
            var task = await tasks.AddAsync(first, new Request(asked.Title, owner, asked.DueOn), asker, ct);
            if (asked.DoneOn is { } done)
            {
                At(done);
                await tasks.DoneAsync(task!.Value, 1, owner, ct);
            }
        }
        if (thread.ResolvedOn is { } resolved)
        {
            At(resolved);
            await comments.ResolveAsync(first, 1, await ReaderAsync(thread.First.By), ct);
        }

        async Task<long> SayAsync(DemoSaid said, long? parent)
        {
            var by = await ReaderAsync(said.By);
            var choices = await story.Services.GetRequiredService<Audience>().PeopleAsync(subject, ct);
            var named = Mentions.In(said.Text, choices).Select(mention => mention.Person.Id).ToList();
            At(said.Day);
            return (
                await comments.AddAsync(subject, parent, new Words(said.Text, said.Language, named), by, ct)
            )!.Value;
        }

        void At(DateOnly day) => story.SetClock(story.Later(story.At(day, Morning), BetweenDeeds * deeds++));

        async Task<Reader> ReaderAsync(string key)
        {
            var person = await story.People.OfAsync(key, ct);
            return new Reader(person.Id, person.Email, null, MayModerate: false);
        }
    }
}
