using System.Security.Claims;
using KpiBoard.Web.Features.Initiatives.Life;
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

    /// <summary>The steps that the person may take with it now.</summary>
    public static IEnumerable<LifeStep> Steps(this ClaimsPrincipal person, InitiativeRow row) =>
        person.MayEdit(row) ? InitiativeLife.From(row.Status, person.May(AccessPolicy.ManageInitiatives)) : [];

    /// <summary>
    /// A step is taken back by whoever may take it; what a bet was approved on is changed by executives only.
    /// </summary>
    public static bool MayUndo(this ClaimsPrincipal person, InitiativeContent now, InitiativeContent before) =>
        InitiativeLife.MayUndo(now.Status, before.Status, person.May(AccessPolicy.ManageInitiatives))
        && person.MayChangeBet(now, before);

    public static bool MayChangeBet(this ClaimsPrincipal person, InitiativeContent now, InitiativeContent to) =>
        person.May(AccessPolicy.ManageInitiatives)
        || !InitiativeStatus.IsApproved(now.Status)
        || now.BetTerms() == to.BetTerms();
}
