using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Setup;

/// <summary>What a company does to get from nothing to a board, in order.</summary>
public enum SetupStep
{
    Company,
    People,
    File,
    Target,
    Initiative,
}

public static class SetupSteps
{
    public static readonly IReadOnlyList<SetupStep> All = Enum.GetValues<SetupStep>();

    /// <summary>The roles without which the steps after the people cannot be done.</summary>
    public static readonly IReadOnlyList<string> NeededRoles = [Role.Finance, Role.Executive];

    /// <summary>Who does it.</summary>
    public static string Policy(this SetupStep step) =>
        step switch
        {
            SetupStep.File => AccessPolicy.ChangeImports,
            SetupStep.Target => AccessPolicy.SetTargets,
            SetupStep.Initiative => AccessPolicy.ManageInitiatives,
            _ => AccessPolicy.Administer,
        };

    /// <summary>Where the step is done; null for one that the guide itself asks.</summary>
    public static string? Path(this SetupStep step) =>
        step switch
        {
            SetupStep.Target => "/targets/add",
            SetupStep.Initiative => "/strategy/initiatives/add",
            _ => null,
        };

    /// <summary>The settings that the step sets, asked together; none for the steps that are done elsewhere.</summary>
    public static IReadOnlyList<string> Settings(this SetupStep step) =>
        step == SetupStep.Company
            ? ["companyName", "language", "currency", "timeZone", "fiscalYearStart", "quarters"]
            : [];
}
