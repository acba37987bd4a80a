using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Conversation;

/// <summary>An app on a day of November 2026, and two people who talk in it.</summary>
public abstract class ConversationApp : IAsyncLifetime
{
    protected TestDatabase Database { get; private set; } = null!;

    protected AppFactory App { get; private set; } = null!;

    /// <summary>Person 1.</summary>
    protected HttpClient Executive { get; private set; } = null!;

    /// <summary>Person 2.</summary>
    protected HttpClient Owner { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(TestDatabase.Default);
        App = await AppFactory.StartAsync(
            Database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now))
        );
        Executive = await App.SignedInAsync(Role.Executive);
        Owner = await App.SignedInAsync(Role.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
