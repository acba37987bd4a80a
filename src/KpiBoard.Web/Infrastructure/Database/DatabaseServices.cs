using Dapper;
using KpiBoard.Data;
using KpiBoard.Data.Leases;
using KpiBoard.Data.Migrations;

namespace KpiBoard.Web.Infrastructure.Database;

public static class DatabaseServices
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        SqlMapper.AddTypeHandler(new MoneyTypeHandler());
        var options = DatabaseOptions.From(configuration);
        services.AddSingleton(options);
        services.AddSingleton(Dialect(options));
        services.AddSingleton<KpiDatabase>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<DatabaseAdvice>();
        services.AddSingleton<LeaseStore>();
        services.TryAddTimeProvider();
        return services;
    }

    private static SqlDialect Dialect(DatabaseOptions options) =>
        options.IsSqlServer ? new SqlServerDialect(options.ConnectionString!) : new SqliteDialect(options.File);

    private static void TryAddTimeProvider(this IServiceCollection services)
    {
        if (services.All(service => service.ServiceType != typeof(TimeProvider)))
        {
            services.AddSingleton(TimeProvider.System);
        }
    }
}
