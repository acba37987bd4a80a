namespace KpiBoard.Web.Features.Accounts.Resources;

public sealed class AccountsText;
