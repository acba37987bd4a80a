namespace KpiBoard.Web.Features.Refresh;

/// <summary>What a run changed, for people and scripts to read; kept with it as JSON.</summary>
public sealed record RunSummary
{
    /// <summary>True when the figures were up to date already.</summary>
    public bool NothingToDo { get; init; }

    /// <summary>Why everything was added up anew; null when only what changed was.</summary>
    public string? Whole { get; init; }

    /// <summary>The largest changes of the company's figures, measured by their own uncertainty.</summary>
    public IReadOnlyList<ValueChange> Changes { get; init; } = [];

    /// <summary>Periods that had been complete and now say something else.</summary>
    public IReadOnlyList<string> Restated { get; init; } = [];

    /// <summary>Periods that have become complete.</summary>
    public IReadOnlyList<string> Completed { get; init; } = [];

    /// <summary>Money left out because no rate is known.</summary>
    public IReadOnlyList<WithoutRate> WithoutRate { get; init; } = [];
}

/// <summary>A figure of the company before and after; of money in the company's currency.</summary>
public sealed record ValueChange(string Kpi, string Grain, string Period, decimal? From, decimal? To, bool Complete);

/// <summary>Customers' months in a currency without a rate.</summary>
public sealed record WithoutRate(string Currency, string Month, int Customers, decimal Amount);
