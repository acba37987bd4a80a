namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>A row of [AppUser].</summary>
public sealed class AppUser
{
    public long Id { get; init; }
    public string Email { get; init; } = "";
    public string Name { get; init; } = "";
    public string? PasswordHash { get; init; }
    public string SecurityStamp { get; init; } = "";
    public string? Language { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>Since when signing in takes a code too; null when the password is enough.</summary>
    public DateTimeOffset? TwoStepSince { get; init; }

    /// <summary>The company's identity provider knows the person.</summary>
    public bool IsLinked { get; init; }

    /// <summary>Counts the changes by administrators.</summary>
    public int Version { get; init; }
}

/// <summary>A person with what the person may do.</summary>
public sealed record UserAccess(AppUser User, IReadOnlyList<string> Roles, IReadOnlyList<string> Units);

/// <summary>What an administrator states about a person.</summary>
public sealed record UserDetails(string Email, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Units);

/// <summary>A person to write to.</summary>
public sealed record Contact
{
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
}
