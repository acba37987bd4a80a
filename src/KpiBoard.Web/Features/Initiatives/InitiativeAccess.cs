using System.Security.Claims;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>What a person may do with one initiative, beyond what the policies of the pages ask.</summary>
public static class InitiativeAccess
{
    /// <summary>Executives edit all; who is responsible, the own ones.</summary>
    public static bool MayEdit(this ClaimsPrincipal person, InitiativeRow row) =>
        person.May(AccessPolicy.ManageInitiatives) || person.MayCheckIn(row);

    /// <summary>Only who is responsible can say how it goes.</summary>
    public static bool MayCheckIn(this ClaimsPrincipal person, InitiativeRow row) =>
        person.May(AccessPolicy.EditInitiatives) && row.OwnerId == person.Id();

    /// <summary>An initiative begins when an executive has approved it.</summary>
    public static bool MayMove(this ClaimsPrincipal person, string from, string to) =>
        from == to
        || person.May(AccessPolicy.ManageInitiatives)
        || (from != InitiativeStatus.Idea && to != InitiativeStatus.Idea);
}
