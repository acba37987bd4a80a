using System.Security.Claims;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>Whose a scenario is.</summary>
public static class ScenarioRights
{
    /// <summary>Owners change their own scenarios, executives everybody's.</summary>
    public static bool MayChange(this ClaimsPrincipal person, ScenarioRow scenario) =>
        person.May(AccessPolicy.SaveScenarios) && (person.IsInRole(Role.Executive) || scenario.OwnerId == person.Id());
}
