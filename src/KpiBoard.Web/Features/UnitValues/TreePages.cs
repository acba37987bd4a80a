using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>From customer to money: what earns, what moves it, and who works on that.</summary>
/// <param name="Other">Figures with initiatives that nobody has tied to money.</param>
public sealed record TreePage(IReadOnlyList<TreeDriver> Drivers, IReadOnlyList<TreeNode> Other)
{
    /// <summary>The first sentence: how much of the work leads to money.</summary>
    public required string Lead { get; init; }

    /// <summary>The twelve months that computed values are from; null before there are any.</summary>
    public string? Months { get; init; }
    public required IReadOnlyList<LooseEnd> Loose { get; init; }
    public required bool HasInitiatives { get; init; }
    public required bool HasValues { get; init; }

    public IEnumerable<TreeLine> Lines =>
        Drivers.SelectMany(driver => driver.Lines).Concat(Other.SelectMany(node => node.Lines("")));
}

/// <summary>Something that does not hang together, and where it can be put right.</summary>
public sealed record LooseEnd(string Icon, string Sentence, string? Address, string? Deed);

/// <summary>A money driver with what feeds it.</summary>
/// <param name="Heads">Its own figures, of the whole company.</param>
public sealed record TreeDriver(string Key, string Name, string About, IReadOnlyList<TreeFigure> Heads)
{
    public required IReadOnlyList<TreeNode> Nodes { get; init; }

    public IEnumerable<TreeLine> Lines => Nodes.SelectMany(node => node.Lines(Name));
}

/// <summary>A figure with what one unit of it is worth.</summary>
public sealed record TreeFigure(TiedFigure Says, string Worth, string Source, bool HasWorth, bool IsStale, string Edit)
{
    /// <summary>What people wrote that the value rests on.</summary>
    public string Typed { get; init; } = "";
}

/// <summary>A figure that initiatives are meant to move.</summary>
/// <param name="Through">"Works through revenue churn"; null for what is money itself.</param>
public sealed record TreeNode(UnitValueKey Key, TreeFigure Figure, string? Through)
{
    public required IReadOnlyList<TreeTheme> Themes { get; init; }

    public IEnumerable<TreeLine> Lines(string driver) =>
        Themes.SelectMany(theme => theme.Initiatives.Select(one => new TreeLine(driver, this, theme.Title, one)));
}

public sealed record TreeTheme(string Title, IReadOnlyList<TreeInitiative> Initiatives);

/// <summary>An initiative with what it is meant to change, and what that is worth.</summary>
/// <param name="Worth">At full success, with low to high; null where no value is known.</param>
public sealed record TreeInitiative(LinkRow Link, string Status, string Change, string ByWhen, string? Worth);

/// <summary>One row of the table beneath the tree.</summary>
public sealed record TreeLine(string Driver, TreeNode Node, string Theme, TreeInitiative Initiative);
