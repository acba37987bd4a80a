namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>When a change of what is written asks the gate again, so that it is no way around it.</summary>
public static class BetRules
{
    /// <summary>
    /// True when something approved would become a bet or cease to be one, get more time or money as a bet, or be approved
    /// again by taking a step back.
    /// </summary>
    public static bool Judges(InitiativeContent now, InitiativeContent to)
    {
        if (!InitiativeStatus.IsApproved(to.Status))
        {
            return false;
        }
        var isNew = now.Status is InitiativeStatus.Idea or InitiativeStatus.Diagnosing;
        return isNew || now.IsBet != to.IsBet || (to.IsBet && (IsLater(now, to) || StakesMore(now, to)));
    }

    private static bool IsLater(InitiativeContent now, InitiativeContent to) =>
        to.ProofDate is null != now.ProofDate is null || to.ProofDate > now.ProofDate;

    private static bool StakesMore(InitiativeContent now, InitiativeContent to) =>
        now.BudgetCurrency != to.BudgetCurrency
        || to.BudgetUnits is null != now.BudgetUnits is null
        || to.BudgetUnits > now.BudgetUnits;
}
