using KpiBoard.Web.Features.Accounts;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.Events;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web;

/// <summary>Notes what happened around the demo company, as its people would have on the day.</summary>
internal sealed class DemoEventSteps(IServiceProvider services, Action<DateTimeOffset> setClock)
{
    private static readonly TimeOnly Morning = new(9, 20);

    /// <summary>Writes it where nothing has ever been noted.</summary>
    public async Task WriteAsync(DemoStrategy strategy, DateTimeOffset now, CancellationToken ct)
    {
        var queries = services.GetRequiredService<EventQueries>();
        if (await queries.FindAsync(1, ct) is not null)
        {
            return;
        }
        var store = services.GetRequiredService<EventStore>();
        var settings = await services.GetRequiredService<CompanySettingsStore>().GetAsync(ct);
        foreach (var row in strategy.Events.OrderBy(row => row.From))
        {
            var local = row.From.ToDateTime(Morning);
            var at = new DateTimeOffset(local, settings.TimeZone.GetUtcOffset(local)).ToUniversalTime();
            setClock(at < now ? at : now);
            await store.AddAsync(Content(row), EmailOf(row.Text.By, strategy), ct);
        }
    }

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

    private static string EmailOf(string by, DemoStrategy strategy) =>
        strategy.People.FirstOrDefault(person => person.Key == by)?.Email
        ?? Personas.All.First(persona => persona.Role == by).Email;
}
