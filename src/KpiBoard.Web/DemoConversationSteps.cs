using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Accounts;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web;

/// <summary>Lets the demo company's people speak, each on the day on which they did.</summary>
/// <param name="services">The stores, whose clock <paramref name="setClock"/> sets.</param>
/// <param name="setClock">Puts the stores' clock to a moment of the company's past.</param>
internal sealed class DemoConversationSteps(IServiceProvider services, Action<DateTimeOffset> setClock)
{
    private static readonly TimeOnly Morning = new(9, 12);
    private static readonly TimeSpan BetweenDeeds = TimeSpan.FromMinutes(7);

    private readonly Dictionary<string, Reader> people = [];
    private int deeds;

    /// <summary>Writes it where nobody has said anything yet.</summary>
    public async Task WriteAsync(DemoStrategy strategy, DateTimeOffset now, CancellationToken ct)
    {
        if (await services.GetRequiredService<ConversationQueries>().AnyAsync(ct))
        {
            return;
        }
        var settings = await services.GetRequiredService<CompanySettingsStore>().GetAsync(ct);
        var initiatives = (await services.GetRequiredService<InitiativeQueries>().ListAsync(ct)).Rows.ToDictionary(
            row => row.Title,
            row => row.Id
        );
        void At(DateOnly day)
        {
            var local = day.ToDateTime(Morning);
            var at = new DateTimeOffset(local, settings.TimeZone.GetUtcOffset(local)) + BetweenDeeds * deeds++;
            setClock(at < now ? at.ToUniversalTime() : now);
        }
        foreach (var thread in strategy.Conversation)
        {
            // Whoever is named must be there before the text is read.
            foreach (var key in thread.People)
            {
                await PersonAsync(key, strategy, ct);
            }
        }
        foreach (var thread in strategy.Conversation)
        {
            var subject = thread.Initiative is { } title
                ? new Subject(Subject.Initiative) { InitiativeId = initiatives[title] }
                : Subject.Parse(thread.Subject, new PeriodCalendar(), KpiBook.BuiltIn)!;
            await WriteAsync(subject, thread, strategy, At, ct);
        }
    }

    private async Task WriteAsync(
        Subject subject,
        DemoThread thread,
        DemoStrategy strategy,
        Action<DateOnly> at,
        CancellationToken ct
    )
    {
        var (comments, tasks) = (services.GetRequiredService<CommentStore>(), services.GetRequiredService<TaskStore>());
        var first = await SayAsync(thread.First, null);
        foreach (var reply in thread.Replies)
        {
            await SayAsync(reply, first);
        }
        if (thread.Task is { } asked)
        {
            at(asked.Day);
            var owner = (await PersonAsync(asked.Owner, strategy, ct)).Id!.Value;
            var asker = (await PersonAsync(asked.AskedBy, strategy, ct)).Id!.Value;
            var task = await tasks.AddAsync(first, new Request(asked.Title, owner, asked.DueOn), asker, ct);
            if (asked.DoneOn is { } done)
            {
                at(done);
                await tasks.DoneAsync(task!.Value, 1, owner, ct);
            }
        }
        if (thread.ResolvedOn is { } resolved)
        {
            at(resolved);
            await comments.ResolveAsync(first, 1, await PersonAsync(thread.First.By, strategy, ct), ct);
        }

        async Task<long> SayAsync(DemoSaid said, long? parent)
        {
            var by = await PersonAsync(said.By, strategy, ct);
            var choices = await services.GetRequiredService<Audience>().PeopleAsync(subject, ct);
            var named = Mentions.In(said.Text, choices).Select(mention => mention.Person.Id).ToList();
            at(said.Day);
            return (
                await comments.AddAsync(subject, parent, new Words(said.Text, said.Language, named), by, ct)
            )!.Value;
        }
    }

    private async Task<Reader> PersonAsync(string key, DemoStrategy strategy, CancellationToken ct)
    {
        if (people.TryGetValue(key, out var known))
        {
            return known;
        }
        var users = services.GetRequiredService<UserQueries>();
        var email = strategy.People.FirstOrDefault(person => person.Key == key)?.Email;
        var user = email is null
            ? await new Personas(users, services.GetRequiredService<UserStore>()).FindAsync(key, ct)
            : await users.FindAsync(email, ct);
        return people[key] = new Reader(user!.Id, user.Email, null, MayModerate: false);
    }
}
