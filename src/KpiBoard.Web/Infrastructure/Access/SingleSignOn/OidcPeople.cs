using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Security.Claims;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Access.SingleSignOn;

/// <summary>
/// Whose account it is that somebody comes in with, by issuer and subject: an e-mail address may change hands. Name, roles
/// and units follow the provider each time; who has no role any more is refused, and signed out everywhere.
/// </summary>
internal sealed class OidcPeople(
    KpiDatabase database,
    UserQueries users,
    UserStore store,
    SignIns signIns,
    SignInLog log,
    OidcOptions options,
    TimeProvider clock
)
{
    /// <summary>Who the change log says gave and took the roles.</summary>
    private const string By = "single sign-on";
    private const int LongestName = 100;
    private const int LongestEmail = 254;
    private const int LongestSubject = 400;

    private const string FindSql = "SELECT [UserId] FROM [ExternalIdentity] WHERE [IdentityHash] = @hash";

    private const string LinkedSql = """
        SELECT COUNT(*)
          FROM [ExternalIdentity]
         WHERE [UserId] = @userId AND [Issuer] = @Issuer
        """;

    private const string LinkSql = """
        INSERT INTO [ExternalIdentity] ([IdentityHash], [UserId], [Issuer], [Subject], [LinkedAt])
        VALUES (@hash, @userId, @Issuer, @Subject, @now)
        """;

    /// <summary>The account of whom the id token is about, as it is from now on.</summary>
    /// <exception cref="OidcException">The person may not come in.</exception>
    public async Task<AppUser> ComeAsync(ClaimsIdentity claims, HttpContext context)
    {
        var comer = Read(claims);
        var place = SignInPlace.Of(context);
        context.User = new ClaimsPrincipal(
            new ClaimsIdentity([new Claim(Person.NameClaim, By)], By, Person.NameClaim, Person.RoleClaim)
        );
        var ct = context.RequestAborted;
        var user = await FindAsync(comer, ct) is { } known
            ? await WelcomeAsync(known, comer, place, ct)
            : await MeetAsync(comer, place, ct);
        await signIns.NoteAsync(user, SignInWay.SingleSignOn, place, ct);
        return user;
    }

    private async Task<AppUser?> FindAsync(Comer comer, CancellationToken ct) =>
        await database.ScalarAsync<long?>(FindSql, new { hash = comer.Hash }, ct) is { } id
            ? await users.FindAsync(id, ct)
            : null;

    private async Task<AppUser> WelcomeAsync(AppUser user, Comer comer, SignInPlace place, CancellationToken ct)
    {
        if (user.DisabledAt is not null)
        {
            await log.AddAsync(user.Id, SignInWay.SingleSignOn, succeeded: false, place, ct);
            throw new OidcException(OidcTrouble.Disabled, $"Account {user.Id} is disabled.");
        }
        if (options.Groups.Count > 0 && comer.Roles.Count == 0)
        {
            await store.ShutOutAsync(user.Id, ct);
            await log.AddAsync(user.Id, SignInWay.SingleSignOn, succeeded: false, place, ct);
            throw NoRole(comer);
        }
        var access = (await users.AccessAsync(user.Id, ct))!;
        var details = new UserDetails(
            comer.Email ?? user.Email,
            comer.Name ?? user.Name,
            options.Groups.Count > 0 ? comer.Roles : access.Roles,
            options.Groups.Count > 0 ? comer.Units : access.Units
        );
        await store.FollowAsync(access, details, ct);
        return (await users.FindAsync(user.Id, ct))!;
    }

    /// <summary>The first time: the account that waits for the person, or a new one.</summary>
    private async Task<AppUser> MeetAsync(Comer comer, SignInPlace place, CancellationToken ct)
    {
        if (options.Groups.Count > 0 && comer.Roles.Count == 0)
        {
            throw NoRole(comer);
        }
        var email = comer.Email ?? throw new OidcException(OidcTrouble.NoEmail, "The id token has no e-mail address.");
        if (await users.FindAsync(email, ct) is { } waiting)
        {
            if (waiting.DisabledAt is not null)
            {
                throw new OidcException(OidcTrouble.Disabled, $"Account {waiting.Id} is disabled.");
            }
            // Who is known to the provider by another subject is somebody else, whose address this once was.
            if (!options.LinkByEmail || !comer.IsEmailVerified || await IsLinkedAsync(waiting.Id, comer, ct))
            {
                throw new OidcException(OidcTrouble.Taken, $"Account {waiting.Id} has the address and is not linked.");
            }
            await database.WriteAsync(transaction => LinkAsync(transaction, comer, waiting.Id), ct);
            return await WelcomeAsync(waiting, comer, place, ct);
        }
        if (!options.AddPeople)
        {
            throw new OidcException(OidcTrouble.Unknown, "Nobody has made an account for the person.");
        }
        var details = new UserDetails(email, comer.Name ?? email, comer.Roles, comer.Units);
        try
        {
            await database.WriteAsync(
                async transaction =>
                    await LinkAsync(transaction, comer, (await store.AddAsync(transaction, details))!.Value),
                ct
            );
        }
        catch (DbException error) when (database.Dialect.IsUniqueViolation(error))
        {
            // The same person in another window was faster.
        }
        return await FindAsync(comer, ct)
            ?? throw new OidcException(OidcTrouble.Taken, "Somebody else has the address since a moment ago.");
    }

    private async Task<bool> IsLinkedAsync(long userId, Comer comer, CancellationToken ct) =>
        await database.ScalarAsync<long>(LinkedSql, new { userId, comer.Issuer }, ct) > 0;

    private Task LinkAsync(DatabaseTransaction transaction, Comer comer, long userId) =>
        transaction.ExecuteAsync(
            LinkSql,
            new
            {
                hash = comer.Hash,
                userId,
                comer.Issuer,
                comer.Subject,
                now = clock.GetUtcNow(),
            }
        );

    private Comer Read(ClaimsIdentity claims)
    {
        var subject = claims.FindFirst("sub")!;
        if (subject.Value.Length > LongestSubject)
        {
            throw new OidcException(OidcTrouble.Invalid, "The subject is longer than the specification allows.");
        }
        var groups = claims.FindAll(options.GroupsClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var admitted = options.Groups.Where(access => groups.Contains(access.Group)).ToList();
        return new(
            claims.FindFirst("iss")!.Value,
            subject.Value,
            Email(claims.FindFirst(options.EmailClaim)?.Value),
            bool.TryParse(claims.FindFirst(options.EmailVerifiedClaim)?.Value, out var verified) && verified
                || claims.FindFirst(options.EmailVerifiedClaim)?.Value == "1",
            claims.FindFirst(options.NameClaim)?.Value.Trim() is { Length: > 0 and <= LongestName } name ? name : null,
            [.. admitted.SelectMany(access => access.Roles).Distinct()],
            [.. admitted.SelectMany(access => access.Units).Distinct()],
            groups.Count == 0 && claims.HasClaim(claim => claim.Type == "_claim_names")
        );
    }

    private static string? Email(string? text) =>
        text is { Length: <= LongestEmail } && new EmailAddressAttribute().IsValid(text)
            ? UserQueries.Normalise(text)
            : null;

    private static OidcException NoRole(Comer comer) =>
        new(
            OidcTrouble.NoRole,
            comer.HasTooManyGroups
                ? "The person is in more groups than fit into an id token: see docs/single-sign-on.md."
                : "None of the person's groups has a role."
        );

    /// <summary>What the provider says of somebody.</summary>
    private sealed record Comer(
        string Issuer,
        string Subject,
        string? Email,
        bool IsEmailVerified,
        string? Name,
        IReadOnlyList<string> Roles,
        IReadOnlyList<string> Units,
        bool HasTooManyGroups
    )
    {
        public string Hash => Secret.Hash($"{Issuer}\n{Subject}");
    }
}
