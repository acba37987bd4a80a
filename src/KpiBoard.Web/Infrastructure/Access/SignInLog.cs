using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// When and from where somebody signed in or failed to, for the person to see what was not them. Attempts while an account
/// is locked are not listed: five come before each lock, so that nobody fills the disk by trying.
/// </summary>
public sealed class SignInLog(KpiDatabase database, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const string AddSql = """
        INSERT INTO [SignIn] ([Id], [UserId], [At], [Way], [Succeeded], [Address], [Browser])
        VALUES (@id, @userId, @at, @way, @succeeded, @address, @browser)
        """;

    private const string ForgetSql = "DELETE FROM [SignIn] WHERE [At] < @before";

    private const string NewestSql = """
        SELECT [At], [Way], [Succeeded], [Address], [Browser]
          FROM [SignIn]
         WHERE [UserId] = @userId
         ORDER BY [Id] DESC
        """;

    private const string FailuresSql = """
        SELECT s.[At], s.[Way], s.[Address], s.[Browser], s.[UserId], u.[Name], u.[Email]
          FROM [SignIn] s
          JOIN [AppUser] u ON u.[Id] = s.[UserId]
         WHERE s.[Succeeded] = 0
         ORDER BY s.[Id] DESC
        """;

    public Task AddAsync(long userId, string way, bool succeeded, SignInPlace place, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var at = clock.GetUtcNow();
                var row = new
                {
                    id = await transaction.NextIdsAsync("sign-in"),
                    userId,
                    at,
                    way,
                    succeeded,
                    address = place.Address,
                    browser = place.Browser,
                };
                await transaction.ExecuteAsync(AddSql, row);
                await transaction.ExecuteAsync(ForgetSql, new { before = at - Kept });
            },
            ct
        );

    public async Task<IReadOnlyList<SignInEntry>> NewestAsync(long userId, int count, CancellationToken ct) =>
        await database.StreamAsync<SignInEntry>(NewestSql, new { userId }, ct).Take(count).ToListAsync(ct);

    /// <summary>Everybody's failures, for administrators.</summary>
    public async Task<IReadOnlyList<SignInFailure>> FailuresAsync(int count, CancellationToken ct) =>
        await database.StreamAsync<SignInFailure>(FailuresSql, null, ct).Take(count).ToListAsync(ct);
}

/// <summary>Somebody whom an account belongs to, or not, did not get in.</summary>
public sealed class SignInFailure
{
    public DateTimeOffset At { get; init; }
    public string Way { get; init; } = "";
    public string Address { get; init; } = "";
    public string Browser { get; init; } = "";
    public long UserId { get; init; }
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
}

public sealed class SignInEntry
{
    public DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="SignInWay"/>.</summary>
    public string Way { get; init; } = "";
    public bool Succeeded { get; init; }
    public string Address { get; init; } = "";

    /// <summary>Empty when it did not say.</summary>
    public string Browser { get; init; } = "";
}

/// <summary>What somebody signed in with, or failed with.</summary>
public static class SignInWay
{
    public const string Password = "password";

    /// <summary>Of an authenticator app, after the password.</summary>
    public const string Code = "code";

    /// <summary>One of the ten on paper.</summary>
    public const string Recovery = "recovery";

    /// <summary>A password link.</summary>
    public const string Link = "link";

    /// <summary>The company's identity provider.</summary>
    public const string SingleSignOn = "single-sign-on";

    /// <summary>One click, in the demo.</summary>
    public const string Persona = "persona";
}

/// <summary>From where somebody signs in.</summary>
public sealed record SignInPlace(string Address, string Browser)
{
    /// <summary>The first that a browser's own words contain: all say to be Mozilla, and most to be Safari.</summary>
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    public static SignInPlace Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return new(
            (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "",
            InWords(context.Request.Headers.UserAgent.ToString())
        );
    }

    /// <summary>"Firefox, Windows"; empty for what is no known browser.</summary>
    public static string InWords(string userAgent) =>
        string.Join(", ", new[] { First(Browsers, userAgent), First(Systems, userAgent) }.OfType<string>());

    private static string? First((string Sign, string Name)[] known, string text) =>
        known.FirstOrDefault(pair => text.Contains(pair.Sign, StringComparison.Ordinal)).Name;
}
