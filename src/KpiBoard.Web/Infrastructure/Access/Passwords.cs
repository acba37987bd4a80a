using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace KpiBoard.Web.Infrastructure.Access;

public static class Passwords
{
    /// <summary>Length is what makes a password strong (NIST SP 800-63B); no rules about kinds of characters.</summary>
    public const int MinimumLength = 12;

    /// <summary>Hashing a book would be a way to keep the server busy.</summary>
    public const int MaximumLength = 200;

    /// <summary>PBKDF2 with HMAC-SHA512, as often as OWASP's password storage cheat sheet asks.</summary>
    internal static readonly IOptions<PasswordHasherOptions> Options = Microsoft.Extensions.Options.Options.Create(
        new PasswordHasherOptions { IterationCount = 210_000 }
    );
}
