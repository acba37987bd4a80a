using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>The invented people of the demo, one per role. They have no password: one click is the only way in.</summary>
public sealed class Personas(UserQueries users, UserStore store)
{
    public static readonly IReadOnlyList<Persona> All =
    [
        new(Role.Executive, "Eva Thorsen", "Denmark", "Norway", "Sweden"),
        new(Role.Owner, "Freja Holm", "Denmark"),
        new(Role.Finance, "Karin Aas"),
        new(Role.Care, "Jonas Lind", "Denmark", "Norway"),
        new(Role.Administrator, "Mads Bruun"),
    ];

    /// <summary>The persona's account, made when first asked for.</summary>
    public async Task<AppUser?> FindAsync(string role, CancellationToken ct)
    {
        if (All.FirstOrDefault(persona => persona.Role == role) is not { } persona)
        {
            return null;
        }
        if (await users.FindAsync(persona.Email, ct) is { } known)
        {
            return known;
        }
        await store.AddAsync(new UserDetails(persona.Email, persona.Name, [persona.Role], persona.Units), ct);
        return await users.FindAsync(persona.Email, ct);
    }
}

/// <summary>An invented person of the demo company, with the business units whose customers the person sees.</summary>
public sealed record Persona(string Role, string Name, params IReadOnlyList<string> Units)
{
    /// <summary>.example is reserved: mail to it goes nowhere (RFC 2606).</summary>
    public string Email => $"{Role}@aldervik.example";
}
