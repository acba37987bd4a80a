namespace KpiBoard.Web.Infrastructure.PersonalData;

/// <summary>A table that may hold what tells of a customer, and what erasing the customer does to it.</summary>
/// <param name="Keys">The columns that tell its rows apart.</param>
public sealed record PersonalTable(params IReadOnlyList<string> Keys)
{
    /// <summary>Columns with the product's own number of a customer: their rows are the customer's.</summary>
    public IReadOnlyList<string> Customers { get; init; } = [];

    /// <summary>What is emptied in the customer's rows.</summary>
    public IReadOnlyList<string> Cleared { get; init; } = [];

    /// <summary>As <see cref="Cleared"/>, where the column must hold something.</summary>
    public IReadOnlyList<string> Blanked { get; init; } = [];

    /// <summary>In the customer's rows the customer's number gives way to the pseudonym, so that figures stay as they are.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Words of others, in which the customer may be named: the name gives way, the rest stays.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>A row in which the customer is named goes whole: it is a line of a file.</summary>
    public bool RowGoes { get; init; }

    public IEnumerable<string> Columns =>
        Keys.Concat(Customers).Concat(Cleared).Concat(Blanked).Concat(Numbers).Concat(Words).Distinct();

    /// <summary>Whether erasing leaves nothing of the customer in it, or only what figures are made of.</summary>
    public bool IsChanged => Cleared.Count + Blanked.Count + Numbers.Count + Words.Count > 0;
}
