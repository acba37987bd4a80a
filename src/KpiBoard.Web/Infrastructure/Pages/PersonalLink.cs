using System.Security.Claims;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>A page in the header that is each person's own, such as what waits for them.</summary>
public interface IPersonalLink
{
    /// <summary>Null for a person who has none. It is asked for every page: it must cost next to nothing.</summary>
    Task<PersonalLink?> LinkAsync(ClaimsPrincipal person, CancellationToken ct);
}

/// <summary>A link in the header.</summary>
/// <param name="Path">From the root of the app.</param>
/// <param name="Count">How much waits there.</param>
/// <param name="Says">The title and how much waits, in words.</param>
public sealed record PersonalLink(string Icon, string Path, string Title, int Count, string Says);
