using System.Security.Claims;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>Something that the header leads people on with until it is done, such as setting up.</summary>
public interface IGuide
{
    /// <summary>The page and the words of the link; null when there is nothing to do, or not for this person.</summary>
    Task<(string Path, string Text)?> LeadAsync(ClaimsPrincipal person, CancellationToken ct);
}
