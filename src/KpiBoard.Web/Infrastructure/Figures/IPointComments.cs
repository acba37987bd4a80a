using System.Security.Claims;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>How much people have said about the points of a figure's chart.</summary>
public interface IPointComments
{
    /// <summary>The number of comments by period; a period without any is left out, as is what the person may not see.</summary>
    Task<IReadOnlyDictionary<string, int>> CountAsync(
        string kpi,
        string dimension,
        string member,
        ClaimsPrincipal person,
        CancellationToken ct
    );
}
