using FluentValidation;
using KpiBoard.Web.Features.Evidence.Attachments;
using KpiBoard.Web.Features.Evidence.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Refreshing;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>What initiatives rest on, the files that belong to it, and how much of the budget is guesswork.</summary>
public static class EvidenceFeature
{
    public static IServiceCollection AddEvidence(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(configuration.GetSection("Attachments").Get<AttachmentOptions>() ?? new AttachmentOptions())
            .AddSingleton<EvidenceQueries>()
            .AddSingleton<EvidenceStore>()
            .AddSingleton<AttachmentStore>()
            .AddSingleton<GuessworkReader>()
            .AddSingleton<GuessworkHistory>()
            .AddSingleton<IAfterRefresh>(provider => provider.GetRequiredService<GuessworkHistory>())
            .AddSingleton<IAfterRefresh, AttachmentTidying>();

    public static IServiceCollection AddEvidencePages(this IServiceCollection services) =>
        services
            .AddScoped<EvidenceWords>()
            .AddScoped<EvidencePageComposer>()
            .AddScoped<AttachmentDesk>()
            .AddScoped<IValidator<EvidenceForm>, EvidenceFormValidator>()
            .AddTab<EvidenceText>(TabGroup.Strategy, 30, "/strategy/evidence", AccessPolicy.ReadBoard, "Tab")
            .AddTab<EvidenceText>(
                TabGroup.Initiative,
                20,
                "/strategy/initiatives/{id}/evidence",
                AccessPolicy.ReadBoard,
                "Tab"
            );
}
