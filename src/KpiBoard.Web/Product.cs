using System.CommandLine;
using KpiBoard.Web.Features.Accounts;
using KpiBoard.Web.Features.Administration;
using KpiBoard.Web.Features.Audit;
using KpiBoard.Web.Features.Board;
using KpiBoard.Web.Features.Capacity;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Features.Customers;
using KpiBoard.Web.Features.Delivery;
using KpiBoard.Web.Features.Demo;
using KpiBoard.Web.Features.Events;
using KpiBoard.Web.Features.Evidence;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Kpis;
using KpiBoard.Web.Features.Operations;
using KpiBoard.Web.Features.OwnFigures;
using KpiBoard.Web.Features.Periods;
using KpiBoard.Web.Features.PersonalData;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Features.Reconciliation;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Features.Refresh.Scheduling;
using KpiBoard.Web.Features.Restatements;
using KpiBoard.Web.Features.Search;
using KpiBoard.Web.Features.Setup;
using KpiBoard.Web.Features.Targets;
using KpiBoard.Web.Features.UnitValues;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using KpiBoard.Web.Infrastructure.Audit;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Errors;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Mail;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web;

/// <summary>The composition: one AddX(), one MapX() and at most one list of commands per feature.</summary>
public static class Product
{
    /// <summary>What the web app and the commands share.</summary>
    public static void AddProduct(IServiceCollection services, IConfiguration configuration)
    {
        services.AddDatabase(configuration);
        services.AddAuditTrail();
        services.AddCompanySettings();
        services.AddPeople();
        services.AddMail(configuration);
        services.AddImports(configuration);
        services.AddPeriods();
        services.AddCustomers();
        services.AddDemo(DemoComposition.Steps);
        services.AddRefresh();
        services.AddKpis();
        services.AddOwnFigures();
        services.AddInitiatives();
        services.AddDelivery();
        services.AddCapacity();
        services.AddEvidence(configuration);
        services.AddConversation();
        services.AddEvents();
        services.AddPriorities();
        services.AddPersonalData();
        services.AddUnitValues();
    }

    /// <summary>What only the web app needs.</summary>
    public static void AddWeb(WebApplicationBuilder builder)
    {
        builder.AddHost();
        builder.AddDemoAtStart();
        builder.AddPages();
        builder.AddAccess();
        builder.Services.AddApiDescription();
        builder.Services.AddAccounts();
        builder.AddAdministration();
        builder.Services.AddAuditPages();
        builder.Services.AddOperations();
        builder.Services.AddSearch();
        builder.AddSetup();
        builder.Services.AddBoard();
        builder.Services.AddKpiPages();
        builder.Services.AddImportPages();
        builder.Services.AddPeriodPages();
        builder.Services.AddReconciliationPages();
        builder.Services.AddRestatementPages();
        builder.Services.AddCustomerPages();
        builder.Services.AddTargets();
        builder.Services.AddOwnFigurePages();
        builder.AddRefreshSchedule();
        builder.AddInitiativePages();
        builder.AddDeliveryPages();
        builder.Services.AddCapacityPages();
        builder.Services.AddEvidencePages();
        builder.AddConversationPages();
        builder.Services.AddEventPages();
        builder.Services.AddPriorityPages();
        builder.Services.AddPersonalDataPages();
        builder.Services.AddUnitValuePages();
    }

    public static void MapWeb(WebApplication app)
    {
        app.UseHost();
        app.UseLanguage();
        app.UseErrorPages();
        app.UseHttpsPolicy();
        app.UseRouting();
        app.UseAuthentication();
        app.UseLimits();
        app.UseAuthorization();
        app.MapHost();
        app.MapApiDescription();
        app.MapNotFound();
    }

    /// <summary>The whole web app, ready to run; <paramref name="configure"/> runs before any service is added, for tests.</summary>
    public static WebApplication CreateWeb(ServeOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = HostSetup.CreateBuilder(options, configure);
        AddProduct(builder.Services, builder.Configuration);
        AddWeb(builder);
        var app = builder.Build();
        MapWeb(app);
        return app;
    }

    public static IEnumerable<Command> Commands(CommandHost host) =>
        [
            ServeCommand.Create(options => CreateWeb(options)),
            .. DatabaseCommands.Create(host),
            .. AdministrationCommands.Create(host),
            AuditCommands.Create(host),
            PersonalDataCommands.Create(host),
            .. ImportCommands.Create(host),
            DemoCommand.Create(host),
            .. RefreshCommands.Create(host),
            .. KpiCommands.Create(host),
            PriorityCommands.Create(host),
        ];
}
