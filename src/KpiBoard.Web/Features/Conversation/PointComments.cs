using System.Security.Claims;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>Tells the pages of figures at which points people have said something.</summary>
internal sealed class PointComments(ConversationQueries queries, Audience audience) : IPointComments
{
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(
        string kpi,
        string dimension,
        string member,
        ClaimsPrincipal person,
        CancellationToken ct
    )
    {
        var subject = new Subject(Subject.Figure)
        {
            Kpi = kpi,
            Dimension = dimension,
            Member = member,
        };
        var reader = await audience.ReaderAsync(person, ct);
        return await audience.MaySeeAsync(reader, subject, ct)
            ? await queries.PointsAsync(kpi, dimension, member, ct)
            : new Dictionary<string, int>();
    }
}
