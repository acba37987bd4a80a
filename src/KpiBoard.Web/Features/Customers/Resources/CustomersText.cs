namespace KpiBoard.Web.Features.Customers.Resources;

public sealed class CustomersText;
