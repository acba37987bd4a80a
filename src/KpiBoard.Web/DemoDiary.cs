using KpiBoard.Web.Features.Demo;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web;

/// <summary>Something that somebody at the demo company did, and when.</summary>
internal sealed record DemoDeed(DateTimeOffset At, Func<CancellationToken, Task> DoAsync);

/// <summary>A part of what the demo company's people did: a slice's own share of its past.</summary>
internal interface IDemoChapter
{
    /// <summary>The deeds; those of one moment in the order in which they were done.</summary>
    IEnumerable<DemoDeed> Deeds(DemoStory story);
}

/// <summary>What chapters are told from, and what they ask while they are told.</summary>
internal sealed class DemoStory(
    IServiceProvider services,
    DemoStrategy strategy,
    CompanySettings settings,
    DateTimeOffset end,
    Action<DateTimeOffset> setClock
)
{
    private readonly Dictionary<string, long> initiatives = [];

    /// <summary>The stores, whose clock stands at the moment of the deed.</summary>
    public IServiceProvider Services => services;

    public DemoStrategy Strategy => strategy;

    public CompanySettings Settings => settings;

    public DemoPeople People { get; } = new(services, strategy);

    /// <summary>The company's present.</summary>
    public DateTimeOffset End => end;

    /// <summary>For a deed that takes a while.</summary>
    public void SetClock(DateTimeOffset at) => setClock(at);

    /// <summary>A time of a day of the company's, but nothing lies in its future.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        var at = new DateTimeOffset(local, settings.TimeZone.GetUtcOffset(local)).ToUniversalTime();
        return at < end ? at : end;
    }

    /// <summary>A while after a moment, but not in the company's future.</summary>
    public DateTimeOffset Later(DateTimeOffset at, TimeSpan by) => at + by < end ? at + by : end;

    /// <summary>The number of an initiative that has been written down.</summary>
    public async Task<long> InitiativeAsync(string title, CancellationToken ct)
    {
        if (!initiatives.ContainsKey(title))
        {
            foreach (var row in (await services.GetRequiredService<InitiativeQueries>().ListAsync(ct)).Rows)
            {
                initiatives[row.Title] = row.Id;
            }
        }
        return initiatives[title];
    }
}

/// <summary>
/// Lets the demo company's people do what they did, in the order of time and up to the night of each refresh: so that
/// what follows from the figures follows from what was known and decided by then.
/// </summary>
internal sealed class DemoDiary(
    IServiceProvider services,
    DemoMarkStore marks,
    Action<DateTimeOffset> setClock,
    IReadOnlyList<IDemoChapter> chapters
)
{
    private IReadOnlyList<DemoDeed>? deeds;

    /// <summary>Does what was not done yet.</summary>
    /// <param name="until">The night up to which the company has come.</param>
    /// <param name="end">Its present.</param>
    public async Task WriteAsync(DemoStrategy strategy, DateTimeOffset until, DateTimeOffset end, CancellationToken ct)
    {
        if (deeds is null)
        {
            var settings = await services.GetRequiredService<CompanySettingsStore>().GetAsync(ct);
            var story = new DemoStory(services, strategy, settings, end, setClock);
            deeds = [.. chapters.SelectMany(chapter => chapter.Deeds(story)).OrderBy(deed => deed.At)];
        }
        for (var next = await marks.DeedsDoneAsync(ct); next < deeds.Count && deeds[next].At <= until; next++)
        {
            setClock(deeds[next].At);
            await deeds[next].DoAsync(ct);
            await marks.AddDeedAsync(ct);
        }
    }
}
