using System.Security.Claims;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>Who may say what is known.</summary>
public static class EvidenceAccess
{
    /// <summary>Executives of all initiatives; who is responsible, of the own ones.</summary>
    public static bool MayAssess(this ClaimsPrincipal person, long ownerId) =>
        person.May(AccessPolicy.ManageInitiatives)
        || (person.May(AccessPolicy.EditInitiatives) && ownerId == person.Id());

    public static Assessor ToAssessor(this ClaimsPrincipal person) =>
        new(person.IsSignedIn() ? person.Id() : null, person.By());
}
