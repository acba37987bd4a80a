using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Telemetry;
using Microsoft.AspNetCore.Identity;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// Checks passwords and the codes of the second step. Five failures in a row, of either, lock an account for a quarter of
/// an hour. Unknown, locked, disabled and wrong look the same from outside, and take the same time.
/// </summary>
public sealed class SignIns(
    KpiDatabase database,
    UserQueries users,
    IPasswordHasher<AppUser> hasher,
    TwoSteps twoSteps,
    SignInLog log,
    UnknownSignIns unknown,
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

    /// <summary>Counted before the code is looked at: many at the same time are no way around the lock.</summary>
    private const string AttemptSql = """
        UPDATE [AppUser]
           SET [LockedUntil] = CASE WHEN [FailedSignIns] + 1 >= @allowed THEN @until ELSE [LockedUntil] END,
               [FailedSignIns] = CASE WHEN [FailedSignIns] + 1 >= @allowed THEN 0 ELSE [FailedSignIns] + 1 END
         WHERE [Id] = @id AND ([LockedUntil] IS NULL OR [LockedUntil] <= @now)
        """;

    private const string SucceededSql = """
        UPDATE [AppUser]
           SET [FailedSignIns] = 0, [LockedUntil] = NULL, [LastSignInAt] = @now
         WHERE [Id] = @id
        """;

    /// <summary>
    /// The person whose e-mail address and password these are; null otherwise. Failures are counted, success is not noted:
    /// a second step may follow, and whoever knows only the password must not begin to count anew.
    /// </summary>
    public async Task<AppUser?> CheckAsync(string email, string password, SignInPlace place, CancellationToken ct)
    {
        var user = await users.FindAsync(email, ct);
        var now = clock.GetUtcNow();
        var verdict = hasher.VerifyHashedPassword(
            user ?? new AppUser(),
            user?.PasswordHash ?? NobodysHash.Value,
            password
        );
        if (user is null)
        {
            await unknown.AddAsync(email, place, ct);
            return null;
        }
        if (user.DisabledAt is not null || user.LockedUntil > now)
        {
            ProductTelemetry.NoteSignIn(SignInWay.Password, succeeded: false);
            return null;
        }
        if (verdict == PasswordVerificationResult.Failed)
        {
            ProductTelemetry.NoteSignIn(SignInWay.Password, succeeded: false);
            var row = new
            {
                id = user.Id,
                allowed = FailuresAllowed,
                until = now + Lockout,
            };
            await database.ExecuteAsync(FailedSql, row, ct);
            await log.AddAsync(user.Id, SignInWay.Password, succeeded: false, place, ct);
            return null;
        }
        return user;
    }

    /// <summary>True when the code is the person's, and the account is not locked; then it is used up and noted.</summary>
    public async Task<bool> CheckCodeAsync(AppUser user, string code, SignInPlace place, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = new
        {
            id = user.Id,
            allowed = FailuresAllowed,
            until = now + Lockout,
            now,
        };
        if (await database.ExecuteAsync(AttemptSql, row, ct) != 1)
        {
            ProductTelemetry.NoteSignIn(SignInWay.Code, succeeded: false);
            return false;
        }
        if (await twoSteps.UseAsync(user.Id, code, ct) is not { } way)
        {
            ProductTelemetry.NoteSignIn(SignInWay.Code, succeeded: false);
            await log.AddAsync(user.Id, SignInWay.Code, succeeded: false, place, ct);
            return false;
        }
        await NoteAsync(user, way, place, ct);
        return true;
    }

    /// <summary>Notes that the person is in, by whatever way.</summary>
    public async Task NoteAsync(AppUser user, string way, SignInPlace place, CancellationToken ct)
    {
        await database.ExecuteAsync(SucceededSql, new { id = user.Id, now = clock.GetUtcNow() }, ct);
        await log.AddAsync(user.Id, way, succeeded: true, place, ct);
        ProductTelemetry.NoteSignIn(way, succeeded: true);
    }
}
