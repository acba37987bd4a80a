namespace KpiBoard.Web.Features.Customers;

/// <summary>Who counts as whom: numbers that changed, customers that are none.</summary>
public static class CustomersFeature
{
    /// <summary>What the commands and the web app share.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services) =>
        services.AddSingleton<CustomerStore>();

    /// <summary>What only the web app has.</summary>
    public static IServiceCollection AddCustomerPages(this IServiceCollection services) =>
        services.AddSingleton<CustomerSearch>().AddSingleton<CustomerQueries>().AddSingleton<CustomerSuggestions>();
}
