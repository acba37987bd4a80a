using KpiBoard.Data.Audit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KpiBoard.Web.Infrastructure.Audit;

public static class AuditServices
{
    /// <summary>What the audit says of commands.</summary>
    public const string CommandLine = "command line";

    /// <summary>The trail of a command; a web app says besides whose request it is.</summary>
    public static IServiceCollection AddAuditTrail(this IServiceCollection services)
    {
        services.AddSingleton<IActorSource>(new FixedActor(CommandLine));
        services.AddSingleton(provider =>
            Create(provider.GetRequiredService<IActorSource>(), provider.GetRequiredService<TimeProvider>())
        );
        services.AddSingleton<AuditChain>();
        return services;
    }

    public static IServiceCollection AddRequestActor(this IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IActorSource, RequestActor>());

    /// <summary>The trail of the product's tables.</summary>
    public static AuditTrail Create(IActorSource actors, TimeProvider clock) => new(AuditedTables.All, actors, clock);
}
