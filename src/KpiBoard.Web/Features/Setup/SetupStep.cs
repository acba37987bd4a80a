using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Setup;

/// <summary>What a company does to get from nothing to a board, in order.</summary>
public enum SetupStep
{
    Company,
    Language,
    Currency,
    FiscalYear,
    TimeZone,
    File,
    Target,
    Initiative,
}

public static class SetupSteps
{
    public static readonly IReadOnlyList<SetupStep> All = Enum.GetValues<SetupStep>();

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
            SetupStep.File => "/imports/new",
            SetupStep.Target => "/targets/add",
            SetupStep.Initiative => "/strategy/initiatives/add",
            _ => null,
        };

    /// <summary>The settings that the step sets; none for the steps that are done elsewhere.</summary>
    public static IReadOnlyList<string> Settings(this SetupStep step) =>
        step switch
        {
            SetupStep.Company => ["companyName"],
            SetupStep.Language => ["language"],
            SetupStep.Currency => ["currency"],
            SetupStep.FiscalYear => ["fiscalYearStart", "quarters"],
            SetupStep.TimeZone => ["timeZone"],
            _ => [],
        };
}
