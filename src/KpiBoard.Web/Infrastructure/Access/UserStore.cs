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

    private const string ChangeSql = "UPDATE [AppUser] SET [Email] = @email, [Name] = @name WHERE [Id] = @id";

    private const string ForgetRolesSql = "DELETE FROM [UserRole] WHERE [UserId] = @id";

    private const string ForgetUnitsSql = "DELETE FROM [UserUnit] WHERE [UserId] = @id";

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
           SET [DisabledAt] = @at, [SecurityStamp] = @stamp
         WHERE [Id] = @id
        """;

    private const string EnableSql = """
        UPDATE [AppUser]
           SET [DisabledAt] = NULL, [LockedUntil] = NULL, [FailedSignIns] = 0
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

    public async Task<UserChange> ChangeAsync(long id, UserDetails details, CancellationToken ct)
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
                    var row = new
                    {
                        id,
                        email = UserQueries.Normalise(details.Email),
                        name = details.Name,
                    };
                    await transaction.ExecuteAsync(ChangeSql, row);
                    await transaction.ExecuteAsync(ForgetRolesSql, row);
                    await transaction.ExecuteAsync(ForgetUnitsSql, row);
                    await AddRolesAndUnitsAsync(transaction, id, details);
                    return UserChange.Done;
                },
                ct
            );
        }
        catch (DbException error) when (database.Dialect.IsUniqueViolation(error))
        {
            return UserChange.EmailTaken;
        }
    }

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
        await AddRolesAndUnitsAsync(transaction, id, details);
        return id;
    }

    private static async Task AddRolesAndUnitsAsync(DatabaseTransaction transaction, long id, UserDetails details)
    {
        foreach (var value in details.Roles.Distinct())
        {
            await transaction.ExecuteAsync(AddRoleSql, new { id, value });
        }
        foreach (var value in details.Units.Distinct())
        {
            await transaction.ExecuteAsync(AddUnitSql, new { id, value });
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

    /// <summary>Nobody could administer afterwards, so nothing was changed.</summary>
    LastAdministrator,
}
