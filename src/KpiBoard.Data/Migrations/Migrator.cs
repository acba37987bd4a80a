using System.Data.Common;
using Dapper;

namespace KpiBoard.Data.Migrations;

/// <summary>Brings the database to the program's version; safe when several nodes start at once.</summary>
public sealed class Migrator(KpiDatabase database, TimeProvider clock)
{
    /// <summary>The first migration creates this table.</summary>
    private const string VersionTable = "SchemaVersion";

    private const string AppliedSql = "SELECT [Version] FROM [SchemaVersion] ORDER BY [Version]";

    private const string RecordSql = """
        INSERT INTO [SchemaVersion] ([Version], [Name], [AppliedAt])
        VALUES (@Number, @Name, @at)
        """;

    private readonly IReadOnlyList<Migration> known = Migration.For(database.Dialect.Name);

    /// <summary>The migrations that ran now; empty when there was nothing to do.</summary>
    /// <exception cref="DatabaseTooNewException">The database belongs to a newer program.</exception>
    public async Task<IReadOnlyList<Migration>> MigrateAsync(CancellationToken ct)
    {
        var ran = new List<Migration>();
        await database.Dialect.ExclusivelyAsync(
            async connection =>
            {
                foreach (var migration in known)
                {
                    await using var transaction = await database.Dialect.BeginWriteAsync(connection, ct);
                    // Another node may have been first: what is applied is read under the lock that writing takes.
                    var applied = await AppliedAsync(connection, transaction, ct);
                    RefuseNewer(applied);
                    if (applied.Contains(migration.Number))
                    {
                        continue;
                    }
                    foreach (var batch in migration.Batches)
                    {
                        await connection.ExecuteAsync(
                            new CommandDefinition(batch, null, transaction, cancellationToken: ct)
                        );
                    }
                    await connection.ExecuteAsync(
                        RecordSql,
                        new
                        {
                            migration.Number,
                            migration.Name,
                            at = clock.GetUtcNow(),
                        },
                        transaction
                    );
                    await transaction.CommitAsync(ct);
                    ran.Add(migration);
                }
                if (ran.Count > 0)
                {
                    await database.Dialect.AfterMigrationAsync(connection, ct);
                }
            },
            ct
        );
        return ran;
    }

    /// <summary>Says whether the database is at the program's version.</summary>
    /// <exception cref="DatabaseTooNewException">The database belongs to a newer program.</exception>
    public async Task<bool> IsCurrentAsync(CancellationToken ct)
    {
        if (database.Dialect is SqliteDialect sqlite && !File.Exists(sqlite.File))
        {
            return false;
        }
        await using var connection = await database.Dialect.OpenAsync(ct);
        var applied = await AppliedAsync(connection, null, ct);
        RefuseNewer(applied);
        return known.All(migration => applied.Contains(migration.Number));
    }

    private async Task<HashSet<int>> AppliedAsync(
        DbConnection connection,
        DbTransaction? transaction,
        CancellationToken ct
    )
    {
        if (!await database.Dialect.TableExistsAsync(connection, transaction, VersionTable, ct))
        {
            return [];
        }
        return
        [
            .. await connection.QueryAsync<int>(
                new CommandDefinition(AppliedSql, null, transaction, cancellationToken: ct)
            ),
        ];
    }

    private void RefuseNewer(HashSet<int> applied)
    {
        var newest = known[^1].Number;
        if (applied.Any(version => version > newest))
        {
            throw new DatabaseTooNewException(applied.Max(), newest);
        }
    }
}

/// <summary>The database was brought to its version by a newer program than this one.</summary>
public sealed class DatabaseTooNewException(int database, int program)
    : Exception(
        $"The database is at version {database}, and this program knows versions up to {program}. "
            + "Start the newer program, or restore a backup from before the upgrade."
    );
