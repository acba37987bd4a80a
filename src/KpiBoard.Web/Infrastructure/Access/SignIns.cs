using KpiBoard.Data;
using Microsoft.AspNetCore.Identity;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// Checks passwords. Five failures in a row lock an account for a quarter of an hour. Unknown, locked, disabled and
/// wrong look the same from outside, and take the same time.
/// </summary>
public sealed class SignIns(
    KpiDatabase database,
    UserQueries users,
    IPasswordHasher<AppUser> hasher,
    TimeProvider clock
)
{
    public const int FailuresAllowed = 5;
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);

    /// <summary>A hash that no password matches, for the time that a real one takes.</summary>
    private static readonly Lazy<string> NobodysHash = new(() =>
        new PasswordHasher<AppUser>(Passwords.Options).HashPassword(new AppUser(), Secret.Create())
    );

    private const string FailedSql = """
        UPDATE [AppUser]
           SET [LockedUntil] = CASE WHEN [FailedSignIns] + 1 >= @allowed THEN @until ELSE [LockedUntil] END,
               [FailedSignIns] = CASE WHEN [FailedSignIns] + 1 >= @allowed THEN 0 ELSE [FailedSignIns] + 1 END
         WHERE [Id] = @id
        """;

    private const string SucceededSql = """
        UPDATE [AppUser]
           SET [FailedSignIns] = 0, [LockedUntil] = NULL, [LastSignInAt] = @now
         WHERE [Id] = @id
        """;

    /// <summary>The person whose e-mail address and password these are; null otherwise.</summary>
    public async Task<AppUser?> CheckAsync(string email, string password, CancellationToken ct)
    {
        var user = await users.FindAsync(email, ct);
        var now = clock.GetUtcNow();
        var verdict = hasher.VerifyHashedPassword(
            user ?? new AppUser(),
            user?.PasswordHash ?? NobodysHash.Value,
            password
        );
        if (user is null || user.DisabledAt is not null || user.LockedUntil > now)
        {
            return null;
        }
        if (verdict == PasswordVerificationResult.Failed)
        {
            var row = new
            {
                id = user.Id,
                allowed = FailuresAllowed,
                until = now + Lockout,
            };
            await database.ExecuteAsync(FailedSql, row, ct);
            return null;
        }
        await NoteAsync(user, ct);
        return user;
    }

    /// <summary>Notes that the person is in, by whatever way.</summary>
    public Task NoteAsync(AppUser user, CancellationToken ct) =>
        database.ExecuteAsync(SucceededSql, new { id = user.Id, now = clock.GetUtcNow() }, ct);
}
