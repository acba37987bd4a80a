using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.UnitValues.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>Puts the tree together: drivers, the figures that feed them, and the initiatives that feed these.</summary>
public sealed class TreeComposer(IStringLocalizer<UnitValuesText> text)
{
    public TreePage Compose(UnitValueSituation situation)
    {
        var nodes = situation.Links.GroupBy(link => link.Key).Select(of => Node(situation, of.Key, [.. of])).ToList();
        // Company-wide values that were set are part of the picture also while nobody works on them.
        var idle = situation
            .Values.Set.Where(row => row.Dimension.Length == 0 && row.Through is not null)
            .Select(row => new UnitValueKey(row.Kpi, "", ""))
            .Where(key => MoneyDriver.Of(key.Kpi) is null && nodes.TrueForAll(node => node.Key != key))
            .Select(key => Node(situation, key, []));
        var placed = nodes.Concat(idle).ToLookup(node => DriverOf(situation, node.Key));
        var drivers = MoneyDriver.All.Select(driver => Driver(situation, driver, [.. placed[driver]])).ToList();
        return new(drivers, [.. placed[null]])
        {
            Lead = Lead(situation),
            Months = situation.Values.AsOf is { } month
                ? situation.Words.Figures.Context.Period(new Period(Grain.R12, month))
                : null,
            Loose = [.. Loose(situation, drivers, placed)],
            HasInitiatives = situation.Links.Count > 0,
            HasValues = situation.Values.Set.Any() || situation.Values.AsOf is not null,
        };
    }

    private TreeDriver Driver(UnitValueSituation situation, MoneyDriver driver, IReadOnlyList<TreeNode> nodes)
    {
        var heads = driver
            .Figures.Where(kpi =>
                kpi == driver.Head || kpi == KpiCodes.LogoChurn || kpi == KpiCodes.NetRevenueRetention
            )
            .Select(kpi => Figure(situation, new(kpi, "", "")));
        // First what is the money itself, then what leads to it.
        return new(driver.Key, text[$"Driver.{driver.Key}"], text[$"Driver.{driver.Key}.About"], [.. heads])
        {
            Nodes = [.. nodes.OrderBy(node => node.Through is not null)],
        };
    }

    private TreeNode Node(UnitValueSituation situation, UnitValueKey key, IReadOnlyList<LinkRow> links)
    {
        var worth = situation.Values.Of(key.Kpi, key.Dimension, key.Member);
        return new(
            key,
            Figure(situation, key),
            MoneyDriver.Of(key.Kpi) is null && worth.Set?.Through is { } through
                ? text["Through", situation.Words.Name(through)].Value
                : null
        )
        {
            Themes =
            [
                .. links
                    .GroupBy(link => link.Theme)
                    .Select(of => new TreeTheme(of.Key, [.. of.Select(link => Initiative(situation, link))])),
            ],
        };
    }

    private static TreeFigure Figure(UnitValueSituation situation, UnitValueKey key)
    {
        var worth = situation.Values.Of(key.Kpi, key.Dimension, key.Member);
        var says = situation
            .Tied.Say([(key.Kpi, key.Dimension, key.Member)], isSaidOnTrack: false, situation.Words.Figures)
            .Figures[0];
        return new(
            says,
            situation.Words.Worth(worth),
            situation.Words.Source(key, worth),
            worth.IsKnown,
            situation.Words.IsStale(worth),
            UnitValuesController.EditAddress(key)
        )
        {
            Typed = UnitValueWords.Typed(worth),
        };
    }

    private TreeInitiative Initiative(UnitValueSituation situation, LinkRow link)
    {
        double? Worth(double change) => UnitValueSituation.Worth(link, change, situation.Values, situation.Figures);
        return new(
            link,
            text[$"Status.{link.Status}"],
            situation.Words.Change(link),
            situation.Words.Figures.Context.Formats.Date(link.ByWhen),
            Worth(link.ChangeLikely) is { } likely
                ? situation.Words.WorthOf(Worth(link.ChangeLow)!.Value, likely, Worth(link.ChangeHigh)!.Value)
                : null
        );
    }

    /// <summary>What money a figure is, or leads to; null where nobody has said.</summary>
    private static MoneyDriver? DriverOf(UnitValueSituation situation, UnitValueKey key) =>
        MoneyDriver.Of(key.Kpi) ?? MoneyDriver.Of(situation.Values.Of(key.Kpi, key.Dimension, key.Member).Set?.Through);

    private string Lead(UnitValueSituation situation)
    {
        var initiatives = situation.Links.GroupBy(link => link.InitiativeId).ToList();
        var tied = initiatives.Count(of =>
            of.Any(link => situation.Values.Of(link.Kpi, link.Dimension, link.Member).IsKnown)
        );
        var all = initiatives.Count + situation.Untied.Count;
        var formats = situation.Words.Figures.Context.Formats;
        return all == 0 ? text["Lead.None"]
            : tied == all ? text.Count("Lead.All", all)
            : text["Lead.Some", formats.Whole(tied), formats.Whole(all)];
    }

    private IEnumerable<LooseEnd> Loose(
        UnitValueSituation situation,
        IEnumerable<TreeDriver> drivers,
        ILookup<MoneyDriver?, TreeNode> placed
    )
    {
        var words = situation.Words;
        var nodes = placed.SelectMany(of => of).Where(node => node.Themes.Count > 0).ToList();
        foreach (var node in nodes.Where(node => !node.Figure.HasWorth))
        {
            yield return new(
                "absent",
                text["Loose.NoValue", words.Subject(node.Key)],
                node.Figure.Edit,
                text["Loose.Set"]
            );
        }
        foreach (var node in placed[null].Where(node => node.Figure.HasWorth))
        {
            yield return new(
                "absent",
                text["Loose.NoDriver", words.Subject(node.Key)],
                node.Figure.Edit,
                text["Loose.Tie"]
            );
        }
        foreach (var driver in drivers.Where(driver => driver.Nodes.All(node => node.Themes.Count == 0)))
        {
            yield return new("absent", text["Loose.NoInitiative", driver.Name], null, null);
        }
        foreach (
            var row in situation.Values.Set.Where(row => row.IsStale(situation.Today) && row.Dimension.Length == 0)
        )
        {
            var key = new UnitValueKey(row.Kpi, row.Dimension, row.Member);
            yield return new(
                "stale",
                text["Loose.Stale", words.Subject(key), words.Figures.Context.Formats.Date(row.AsOf)],
                UnitValuesController.EditAddress(key),
                text["Loose.Renew"]
            );
        }
        foreach (var initiative in situation.Untied)
        {
            yield return new(
                "absent",
                text["Loose.Untied", words.Figures.Context.Formats.Quote(initiative.Title)],
                $"~/strategy/initiatives/{initiative.Id}",
                text["Loose.Open"]
            );
        }
    }
}
