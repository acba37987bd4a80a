using System.Security.Claims;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>Something that the header leads people on with until it is done, such as setting up.</summary>
public interface IGuide
{
    /// <summary>Null when there is nothing to do, or not for this person.</summary>
    Task<GuideLead?> LeadAsync(ClaimsPrincipal person, CancellationToken ct);
}

/// <summary>Where the guide is, and the words of the link to it.</summary>
/// <param name="Next">What comes next, in a sentence.</param>
public sealed record GuideLead(string Path, string Text, string Next);
