using KpiBoard.Web.Features.Accounts;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web;

/// <summary>The demo company's people, by the keys of its files; a person's account is made when first asked for.</summary>
internal sealed class DemoPeople(IServiceProvider services, DemoStrategy strategy)
{
    private readonly Dictionary<string, AppUser> known = [];

    /// <summary>Somebody of the file, or the persona of a role.</summary>
    public async Task<AppUser> OfAsync(string key, CancellationToken ct)
    {
        if (known.TryGetValue(key, out var person))
        {
            return person;
        }
        var (users, store) = (services.GetRequiredService<UserQueries>(), services.GetRequiredService<UserStore>());
        if (strategy.People.FirstOrDefault(one => one.Key == key) is not { } named)
        {
            return known[key] = (await new Personas(users, store).FindAsync(key, ct))!;
        }
        await store.AddAsync(new UserDetails(named.Email, named.Name, [named.Role], named.Units), ct);
        return known[key] = (await users.FindAsync(named.Email, ct))!;
    }
}
