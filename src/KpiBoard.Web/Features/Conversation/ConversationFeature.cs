using FluentValidation;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Search;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>Comments on figures, points and initiatives, and the tasks that come of them.</summary>
public static class ConversationFeature
{
    /// <summary>What the web app and the demo company share.</summary>
    public static IServiceCollection AddConversation(this IServiceCollection services) =>
        services
            .AddSingleton<ConversationQueries>()
            .AddSingleton<OpenCounts>()
            .AddSingleton<CommentStore>()
            .AddSingleton<TaskStore>()
            .AddSingleton<Audience>()
            .AddSingleton<TaskLists>();

    public static void AddConversationPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CommentText>();
        services.AddSingleton<IPointComments, PointComments>();
        services.AddScoped<ConversationDesk>();
        services.AddScoped<IPersonalLink, TaskLink>();
        services.AddScoped<ISearchSource, CommentSource>();
        services.AddScoped<IValidator<CommentForm>, CommentFormValidator>();
        services.AddScoped<IValidator<TaskForm>, TaskFormValidator>();
        services.AddScoped<IValidator<MoveForm>, MoveFormValidator>();
        builder.AddConversationMail();
    }
}
