using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Demo;

/// <summary>What the demo needs of other features; the composition ties it.</summary>
public sealed record DemoSteps(
    Func<DemoDelivery, CancellationToken, Task> ImportAsync,
    Func<DemoSource, CancellationToken, Task> PromiseAsync,
    Func<DateTimeOffset, CancellationToken, Task> DefineAsync,
    Func<DateTimeOffset, CancellationToken, Task> RefreshAsync,
    Func<DemoStrategy, DateTimeOffset, DateTimeOffset, CancellationToken, Task> LiveAsync
);

/// <summary>One file that lies ready to be imported, as if at that time.</summary>
public sealed record DemoDelivery(string Kind, string Source, string FileName, string Path, DateTimeOffset At);

/// <summary>The file that was imported last, and how far the company's days have come with it, from 0 to 1.</summary>
public readonly record struct DemoProgress(string FileName, double Share);

/// <summary>
/// Fills an empty database with the demo company, and one that holds it with the days since. A filling that was
/// interrupted goes on where it was: the importer knows the files that it has taken.
/// </summary>
public sealed class DemoFiller(
    DemoMarkStore marks,
    CompanySettingsStore settings,
    DatabaseOptions options,
    DemoSteps steps,
    TimeProvider clock
)
{
    private const string By = "demo";

    private static readonly IReadOnlyList<(string Key, string Value)> Settings =
    [
        ("companyName", "Aldervik Services"),
        ("currency", "DKK"),
        ("timeZone", "Europe/Copenhagen"),
        ("personDayRate", "7200"),
    ];

    /// <summary>Refuses a database in which somebody has worked that is not marked as a demo.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        if (await marks.ReadAsync(ct) is null && await marks.IsUsedAsync(ct))
        {
            throw Refused();
        }
    }

    /// <summary>Fills in what is missing up to yesterday.</summary>
    public async Task FillAsync(Action<DemoProgress> progress, CancellationToken ct)
    {
        var today = (await settings.GetAsync(ct)).DateOf(clock.GetUtcNow());
        var mark = await marks.ReadAsync(ct) ?? await marks.TryMarkAsync(today, ct) ?? throw Refused();
        var calendar = new DemoCalendar(mark.MadeOn, today.AddDays(-1));
        if (mark.FilledUntil >= calendar.Until)
        {
            return;
        }
        if (mark.FilledUntil is null)
        {
            foreach (var (key, value) in Settings)
            {
                await settings.SetAsync(key, value, By, ct);
            }
        }
        await ImportAsync(new Nights(await settings.GetAsync(ct), clock.GetUtcNow()), calendar, mark, progress, ct);
        await marks.ChangeAsync(mark with { FilledUntil = calendar.Until }, ct);
    }

    private async Task ImportAsync(
        Nights nights,
        DemoCalendar calendar,
        DemoMark mark,
        Action<DemoProgress> progress,
        CancellationToken ct
    )
    {
        var folder = Directory.CreateTempSubdirectory("kpiboard-demo-");
        var files = DemoFiles
            .Create(calendar)
            .Where(file => mark.FilledUntil is not { } filled || file.LastDay > filled)
            .GetEnumerator();
        // The next file is made while one is imported.
        Task<DemoFile?> MakeNext() => Task.Run(() => files.MoveNext() ? files.Current : null, ct);
        try
        {
            DateOnly? before = null;
            var strategy = DemoStrategy.Create(calendar);
            var nightsBefore = calendar.RefreshedBefore().ToList();
            var next = MakeNext();
            while (await next is { } file)
            {
                next = MakeNext();
                if (before is { } day && nightsBefore.Any(night => day < night && file.LastDay >= night))
                {
                    await RefreshAsync(day);
                }
                before = file.LastDay;
                var path = Path.Combine(folder.FullName, file.Name);
                await File.WriteAllBytesAsync(path, file.Content, ct);
                await steps.ImportAsync(
                    new DemoDelivery(file.Kind, file.Source, file.Name, path, nights.Delivery(file.LastDay)),
                    ct
                );
                File.Delete(path);
                progress(new DemoProgress(file.Name, calendar.ShareUntil(file.LastDay)));
            }
            foreach (var source in DemoFiles.Sources)
            {
                await steps.PromiseAsync(source, ct);
            }
            await RefreshAsync(calendar.Until);

            async Task RefreshAsync(DateOnly day)
            {
                await MeasureAsync(nights, calendar, day, folder, ct);
                if (mark.FilledUntil is null)
                {
                    await steps.LiveAsync(strategy, nights.Refresh(day), nights.Refresh(calendar.Until), ct);
                }
                await steps.RefreshAsync(nights.Refresh(day), ct);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The company's own figures as its systems give them on a day: what has been sent is only confirmed.</summary>
    private async Task MeasureAsync(
        Nights nights,
        DemoCalendar calendar,
        DateOnly day,
        DirectoryInfo folder,
        CancellationToken ct
    )
    {
        var measures = DemoMeasures.Create(calendar, day);
        await steps.DefineAsync(nights.Delivery(day), ct);
        foreach (var file in measures)
        {
            var path = Path.Combine(folder.FullName, file.Name);
            await File.WriteAllBytesAsync(path, file.Content, ct);
            await steps.ImportAsync(
                new DemoDelivery(file.Kind, file.Source, file.Name, path, nights.Delivery(file.LastDay)),
                ct
            );
            File.Delete(path);
        }
    }

    private CommandException Refused()
    {
        var which = options.Engine == "sqlite" ? $"The database {options.File}" : "The database";
        return CommandException.Refused(
            $"{which} is in use and is not a demo, so the demo company does not go there. "
                + "Use an empty one: set Data__Folder to another folder, or move the file away."
        );
    }

    /// <summary>When a day's files come in and the figures are refreshed: in the night after it, but not in the future.</summary>
    private sealed record Nights(CompanySettings Settings, DateTimeOffset Now)
    {
        public DateTimeOffset Delivery(DateOnly day) => After(day, new TimeOnly(2, 14));

        public DateTimeOffset Refresh(DateOnly day) => After(day, Settings.RefreshAt);

        private DateTimeOffset After(DateOnly day, TimeOnly time)
        {
            var local = day.AddDays(1).ToDateTime(time);
            var at = new DateTimeOffset(local, Settings.TimeZone.GetUtcOffset(local));
            return at < Now ? at : Now;
        }
    }
}
