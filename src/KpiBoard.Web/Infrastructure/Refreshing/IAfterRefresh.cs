namespace KpiBoard.Web.Infrastructure.Refreshing;

/// <summary>
/// What a slice does once a refresh has become visible: it runs under the refresh's lease, so never twice at a time. Its
/// failure is logged and leaves the refresh as it is; whoever needs the outcome also catches up when it is asked for it.
/// </summary>
public interface IAfterRefresh
{
    /// <summary>Where it comes among the others: a later one may read what an earlier one has written.</summary>
    int Order { get; }

    /// <summary>Does it.</summary>
    /// <param name="run">The refresh whose figures are in force now.</param>
    Task RunAsync(long run, CancellationToken ct);
}
