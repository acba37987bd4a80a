using KpiBoard.Core;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.UnitValues;

namespace KpiBoard.Web;

/// <summary>Says what one unit of a figure is worth to the demo company, as its people have over time.</summary>
internal sealed class DemoUnitValueSteps : IDemoChapter
{
    private const string Currency = "DKK";

    private static readonly TimeOnly Afternoon = new(14, 10);

    public IEnumerable<DemoDeed> Deeds(DemoStory story) =>
        story
            .Strategy.UnitValues.OrderBy(value => value.SetOn)
            .Select(value => new DemoDeed(story.At(value.SetOn, Afternoon), ct => SetAsync(story, value, ct)));

    private static async Task SetAsync(DemoStory story, DemoUnitValue value, CancellationToken ct)
    {
        var text = value.Text;
        var owner = await story.People.OfAsync(text.Owner, ct);
        var key = text.Member.Split(':', 2) is [var dimension, var member]
            ? new UnitValueKey(text.Kpi, dimension, member)
            : new UnitValueKey(text.Kpi, "", "");
        var before = (
            await story.Services.GetRequiredService<UnitValuePageQueries>().VersionsAsync(key, ct)
        ).FirstOrDefault(version => version.IsInForce);
        await story
            .Services.GetRequiredService<UnitValueStore>()
            .SetAsync(
                key,
                new(Money.FromDecimal(text.Amount), Currency, text.Through, owner.Id, text.Source, value.AsOf),
                before?.Id,
                owner.Email,
                ct
            );
    }
}
