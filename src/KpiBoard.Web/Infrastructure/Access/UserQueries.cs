using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>Who there is.</summary>
public sealed class UserQueries(KpiDatabase database)
{
    private const string AllSql = """
        SELECT [Id], [Email], [Name], [PasswordHash], [SecurityStamp], [Language], [LockedUntil], [CreatedAt],
               [DisabledAt], [LastSignInAt], [Version],
               CASE WHEN EXISTS (SELECT 1 FROM [ExternalIdentity] e WHERE e.[UserId] = [AppUser].[Id])
                    THEN 1 ELSE 0 END AS [IsLinked],
               (SELECT t.[ConfirmedAt] FROM [TwoStep] t WHERE t.[UserId] = [AppUser].[Id]) AS [TwoStepSince]
          FROM [AppUser]
         ORDER BY [Name], [Email]
        """;

    private const string ByIdSql = """
        SELECT [Id], [Email], [Name], [PasswordHash], [SecurityStamp], [Language], [LockedUntil], [CreatedAt],
               [DisabledAt], [LastSignInAt], [Version],
               CASE WHEN EXISTS (SELECT 1 FROM [ExternalIdentity] e WHERE e.[UserId] = [AppUser].[Id])
                    THEN 1 ELSE 0 END AS [IsLinked],
               (SELECT t.[ConfirmedAt] FROM [TwoStep] t WHERE t.[UserId] = [AppUser].[Id]) AS [TwoStepSince]
          FROM [AppUser]
         WHERE [Id] = @id
        """;

    private const string ByEmailSql = """
        SELECT [Id], [Email], [Name], [PasswordHash], [SecurityStamp], [Language], [LockedUntil], [CreatedAt],
               [DisabledAt], [LastSignInAt], [Version],
               CASE WHEN EXISTS (SELECT 1 FROM [ExternalIdentity] e WHERE e.[UserId] = [AppUser].[Id])
                    THEN 1 ELSE 0 END AS [IsLinked],
               (SELECT t.[ConfirmedAt] FROM [TwoStep] t WHERE t.[UserId] = [AppUser].[Id]) AS [TwoStepSince]
          FROM [AppUser]
         WHERE [Email] = @email
        """;

    private const string RolesSql = "SELECT [UserId], [Role] AS [Value] FROM [UserRole] ORDER BY [UserId], [Role]";

    private const string UnitsSql = """
        SELECT [UserId], [BusinessUnit] AS [Value]
          FROM [UserUnit]
         ORDER BY [UserId], [BusinessUnit]
        """;

    private const string UnitsOfOneSql = """
        SELECT [BusinessUnit] FROM [UserUnit] WHERE [UserId] = @id ORDER BY [BusinessUnit]
        """;

    private const string AdministratorsSql = "SELECT COUNT(*) FROM [UserRole] WHERE [Role] = @role";

    private const string ContactsSql = """
        SELECT u.[Name], u.[Email]
          FROM [AppUser] u
         WHERE u.[DisabledAt] IS NULL
           AND EXISTS (SELECT 1 FROM [UserRole] r WHERE r.[UserId] = u.[Id] AND r.[Role] = @role)
         ORDER BY u.[Name], u.[Email]
        """;

    /// <summary>E-mail addresses are kept in this form, so that one person cannot register twice.</summary>
    public static string Normalise(string email) => email.Trim().ToLowerInvariant();

    /// <summary>False while nobody could let anybody in: in an empty company, and in one that came with people.</summary>
    public async Task<bool> AnyAdministratorAsync(CancellationToken ct) =>
        await database.ScalarAsync<long>(AdministratorsSql, new { role = Role.Administrator }, ct) > 0;

    /// <summary>Whom to ask for access.</summary>
    public Task<IReadOnlyList<Contact>> AdministratorsAsync(CancellationToken ct) =>
        database.QueryAsync<Contact>(ContactsSql, new { role = Role.Administrator }, ct);

    public Task<AppUser?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<AppUser>(ByIdSql, new { id }, ct);

    public Task<AppUser?> FindAsync(string email, CancellationToken ct) =>
        database.SingleOrDefaultAsync<AppUser>(ByEmailSql, new { email = Normalise(email) }, ct);

    public async Task<UserAccess?> AccessAsync(long id, CancellationToken ct) =>
        (await ListAsync(ct)).FirstOrDefault(access => access.User.Id == id);

    public async Task<IReadOnlyList<UserAccess>> ListAsync(CancellationToken ct)
    {
        var users = await database.QueryAsync<AppUser>(AllSql, null, ct);
        var roles = (await database.QueryAsync<UserValue>(RolesSql, null, ct)).ToLookup(row => row.UserId);
        var units = (await database.QueryAsync<UserValue>(UnitsSql, null, ct)).ToLookup(row => row.UserId);
        return
        [
            .. users.Select(user => new UserAccess(
                user,
                [.. roles[user.Id].Select(row => row.Value)],
                [.. units[user.Id].Select(row => row.Value)]
            )),
        ];
    }

    /// <summary>The business units whose customers the person sees; null for a person who sees those of all.</summary>
    public async Task<IReadOnlyList<string>?> UnitsAsync(
        System.Security.Claims.ClaimsPrincipal person,
        CancellationToken ct
    ) => person.SeesEveryUnit() ? null : await database.QueryAsync<string>(UnitsOfOneSql, new { id = person.Id() }, ct);

    /// <summary>The units whose own figures the person sees; all for who sees every unit or has been given none.</summary>
    public async Task<VisibleUnits> VisibleUnitsAsync(
        System.Security.Claims.ClaimsPrincipal person,
        CancellationToken ct
    ) => await UnitsAsync(person, ct) is { Count: > 0 } units ? new(units) : VisibleUnits.All;

    private sealed class UserValue
    {
        public long UserId { get; init; }
        public string Value { get; init; } = "";
    }
}
