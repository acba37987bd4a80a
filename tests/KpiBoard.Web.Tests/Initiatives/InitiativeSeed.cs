using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;

namespace KpiBoard.Web.Tests.Initiatives;

/// <summary>Running initiatives for tests of what reads them.</summary>
internal sealed class InitiativeSeed(IServiceProvider services)
{
    /// <summary>A running initiative that is tied to one figure of a segment.</summary>
    public async Task<long> AddAsync(string title, string kpi, string segment)
    {
        var theme = await services.GetRequiredService<ThemeStore>().AddAsync("Theme", "", "a", CancellationToken.None);
        var details = new UserDetails("freja@test.example", "Freja", [Role.Owner], []);
        var owner = await services.GetRequiredService<UserStore>().AddAsync(details, CancellationToken.None);
        var content = InitiativeLab.ContentOf(theme, owner!.Value, title, InitiativeStatus.Running);
        var link = content.Links[0] with { Kpi = kpi, Dimension = KpiDimensions.Segment, Member = segment };
        return await services
            .GetRequiredService<InitiativeStore>()
            .AddAsync(content with { Links = [link] }, "a", CancellationToken.None);
    }

    public Task CheckInAsync(long id, string status) =>
        services
            .GetRequiredService<CheckInStore>()
            .AddAsync(id, new CheckInAnswer(10, status, 5, "", false), null, "a", CancellationToken.None);
}
