using System.Security.Claims;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>Counts what waits behind an entry of the top bar. It is asked for every page, so it has to be cheap.</summary>
public interface INavigationCount
{
    /// <summary>The entry's address.</summary>
    string Path { get; }

    /// <summary>Null when nothing waits for the person.</summary>
    Task<NavigationCount?> CountAsync(ClaimsPrincipal person, CancellationToken ct);
}

/// <summary>How much waits, and the same in words for who hears the page.</summary>
public sealed record NavigationCount(int Count, string Says);
