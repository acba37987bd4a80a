using System.Data.Common;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>Writes people, their roles and their units.</summary>
public sealed class UserStore(KpiDatabase database, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [AppUser] ([Id], [Email], [Name], [PasswordHash], [SecurityStamp], [FailedSignIns], [CreatedAt])
        VALUES (@id, @email, @name, NULL, @stamp, 0, @at)
        """;

    private const string ChangeSql = """
        UPDATE [AppUser]
           SET [Email] = @email, [Name] = @name, [Version] = [Version] + 1
         WHERE [Id] = @id AND [Version] = @version
        """;

    private const string EmailOwnerSql = "SELECT [Id] FROM [AppUser] WHERE [Email] = @email";

    private const string RolesSql = "SELECT [Role] FROM [UserRole] WHERE [UserId] = @id";

    private const string UnitsSql = "SELECT [BusinessUnit] FROM [UserUnit] WHERE [UserId] = @id";

    private const string ForgetRoleSql = "DELETE FROM [UserRole] WHERE [UserId] = @id AND [Role] = @value";

    private const string ForgetUnitSql = "DELETE FROM [UserUnit] WHERE [UserId] = @id AND [BusinessUnit] = @value";

    private const string AddRoleSql = "INSERT INTO [UserRole] ([UserId], [Role]) VALUES (@id, @value)";

    private const string AddUnitSql = "INSERT INTO [UserUnit] ([UserId], [BusinessUnit]) VALUES (@id, @value)";

    private const string AdministratorsSql = """
        SELECT u.[Id]
          FROM [UserRole] r
          JOIN [AppUser] u ON u.[Id] = r.[UserId]
         WHERE r.[Role] = @role AND u.[DisabledAt] IS NULL
        """;

    private const string DisableSql = """
        UPDATE [AppUser]
           SET [DisabledAt] = @at, [SecurityStamp] = @stamp, [Version] = [Version] + 1
         WHERE [Id] = @id
        """;

    private const string EnableSql = """
        UPDATE [AppUser]
           SET [DisabledAt] = NULL, [LockedUntil] = NULL, [FailedSignIns] = 0, [Version] = [Version] + 1
         WHERE [Id] = @id
        """;

    private const string LanguageSql = "UPDATE [AppUser] SET [Language] = @language WHERE [Id] = @id";

    private const string EndSessionsSql = "UPDATE [AppUser] SET [SecurityStamp] = @stamp WHERE [Id] = @id";

    private const string PasswordSql = """
        UPDATE [AppUser]
           SET [PasswordHash] = @hash, [SecurityStamp] = @stamp, [FailedSignIns] = 0, [LockedUntil] = NULL
         WHERE [Id] = @id
        """;

    /// <summary>The new person's id; null when the e-mail address is taken.</summary>
    public async Task<long?> AddAsync(UserDetails details, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(transaction => AddAsync(transaction, details), ct);
        }
        catch (DbException error) when (database.Dialect.IsUniqueViolation(error))
        {
            return null;
        }
    }

    /// <summary>Stores what was changed on the version that the administrator has seen.</summary>
    public async Task<UserChange> ChangeAsync(long id, int version, UserDetails details, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(
                async transaction =>
                {
                    if (!details.Roles.Contains(Role.Administrator) && await IsLastAdministratorAsync(transaction, id))
                    {
                        return UserChange.LastAdministrator;
                    }
                    return await SetAsync(transaction, id, version, details) ? UserChange.Done : UserChange.Conflict;
                },
                ct
            );
        }
        catch (DbException error) when (database.Dialect.IsUniqueViolation(error))
        {
            return UserChange.EmailTaken;
        }
    }

    /// <summary>Takes over what the identity provider says; nothing is written when it says what is known.</summary>
    public Task FollowAsync(UserAccess known, UserDetails said, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(said);
        var (user, roles, units) = known;
        return
            user.Email == said.Email
            && user.Name == said.Name
            && roles.ToHashSet(StringComparer.Ordinal).SetEquals(said.Roles)
            && units.ToHashSet(StringComparer.Ordinal).SetEquals(said.Units)
            ? Task.CompletedTask
            : database.WriteAsync(
                async transaction =>
                {
                    // An address that somebody else has here stays with them: who it is says the subject.
                    var owner = await transaction.ScalarAsync<long?>(EmailOwnerSql, new { email = said.Email });
                    var details = owner is { } id && id != user.Id ? said with { Email = user.Email } : said;
                    await SetAsync(transaction, user.Id, user.Version, details);
                },
                ct
            );
    }

    /// <summary>Takes every role and unit and ends the sessions, of whom the identity provider gives none.</summary>
    public Task ShutOutAsync(long id, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                await ReplaceAsync(transaction, id, [], [], isNew: false);
                await EndSessionsAsync(transaction, id);
            },
            ct
        );

    /// <summary>Ends the person's sessions too.</summary>
    public Task<UserChange> DisableAsync(long id, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await IsLastAdministratorAsync(transaction, id))
                {
                    return UserChange.LastAdministrator;
                }
                var row = new
                {
                    id,
                    at = clock.GetUtcNow(),
                    stamp = Secret.Create(),
                };
                await transaction.ExecuteAsync(DisableSql, row);
                return UserChange.Done;
            },
            ct
        );

    /// <summary>Takes back disabling and lockout.</summary>
    public Task EnableAsync(long id, CancellationToken ct) => database.ExecuteAsync(EnableSql, new { id }, ct);

    public Task SetLanguageAsync(long id, string language, CancellationToken ct) =>
        database.ExecuteAsync(LanguageSql, new { id, language }, ct);

    /// <summary>Signs the person out of every browser.</summary>
    public Task EndSessionsAsync(long id, CancellationToken ct) =>
        database.WriteAsync(transaction => EndSessionsAsync(transaction, id), ct);

    /// <summary>Sets the password and ends every session that the old one opened.</summary>
    public Task SetPasswordAsync(long id, string hash, CancellationToken ct) =>
        database.WriteAsync(transaction => SetPasswordAsync(transaction, id, hash), ct);

    internal static Task EndSessionsAsync(DatabaseTransaction transaction, long id) =>
        transaction.ExecuteAsync(EndSessionsSql, new { id, stamp = Secret.Create() });

    internal static Task SetPasswordAsync(DatabaseTransaction transaction, long id, string hash) =>
        transaction.ExecuteAsync(
            PasswordSql,
            new
            {
                id,
                hash,
                stamp = Secret.Create(),
            }
        );

    internal async Task<long?> AddAsync(DatabaseTransaction transaction, UserDetails details)
    {
        var id = await transaction.NextIdsAsync("user");
        var row = new
        {
            id,
            email = UserQueries.Normalise(details.Email),
            name = details.Name,
            stamp = Secret.Create(),
            at = clock.GetUtcNow(),
        };
        await transaction.ExecuteAsync(AddSql, row);
        await ReplaceAsync(transaction, id, details.Roles, details.Units, isNew: true);
        return id;
    }

    /// <summary>False when the person is not as the version says any more; nothing is written then.</summary>
    private static async Task<bool> SetAsync(DatabaseTransaction transaction, long id, int version, UserDetails details)
    {
        var row = new
        {
            id,
            version,
            email = UserQueries.Normalise(details.Email),
            name = details.Name,
        };
        if (await transaction.ExecuteAsync(ChangeSql, row) != 1)
        {
            return false;
        }
        await ReplaceAsync(transaction, id, details.Roles, details.Units, isNew: false);
        return true;
    }

    /// <summary>Only what differs is written: the change log says what was given and taken.</summary>
    private static async Task ReplaceAsync(
        DatabaseTransaction transaction,
        long id,
        IReadOnlyList<string> roles,
        IReadOnlyList<string> units,
        bool isNew
    )
    {
        var hadRoles = isNew ? [] : await transaction.QueryAsync<string>(RolesSql, new { id });
        var hadUnits = isNew ? [] : await transaction.QueryAsync<string>(UnitsSql, new { id });
        foreach (
            var (sql, values) in new[]
            {
                (ForgetRoleSql, hadRoles.Except(roles)),
                (ForgetUnitSql, hadUnits.Except(units)),
                (AddRoleSql, roles.Except(hadRoles)),
                (AddUnitSql, units.Except(hadUnits)),
            }
        )
        {
            foreach (var value in values)
            {
                await transaction.ExecuteAsync(sql, new { id, value });
            }
        }
    }

    private static async Task<bool> IsLastAdministratorAsync(DatabaseTransaction transaction, long id) =>
        await transaction.QueryAsync<long>(AdministratorsSql, new { role = Role.Administrator }) is [var only]
        && only == id;
}

public enum UserChange
{
    Done,
    EmailTaken,

    /// <summary>Somebody else has changed the person since; nothing was changed.</summary>
    Conflict,

    /// <summary>Nobody could administer afterwards, so nothing was changed.</summary>
    LastAdministrator,
}
