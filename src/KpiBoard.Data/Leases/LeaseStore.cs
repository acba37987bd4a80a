using System.Diagnostics;
using System.Globalization;

namespace KpiBoard.Data.Leases;

/// <summary>
/// Locks with a time limit, kept in the database so that they hold over processes and nodes. Each taking has a higher
/// token than the one before: who writes under a lease checks its token in the same transaction, so that a holder
/// that was asleep past its limit cannot write any more.
/// </summary>
public sealed class LeaseStore(KpiDatabase database, TimeProvider clock)
{
    private const string HeldSql = """
        SELECT [Holder], [ExpiresAt]
          FROM [Lease]
         WHERE [Name] = @name
        """;

    private const string TakeSql = """
        UPDATE [Lease]
           SET [Holder] = @holder, [Token] = [Token] + 1, [ExpiresAt] = @expiresAt
         WHERE [Name] = @name AND ([Holder] IS NULL OR [ExpiresAt] < @now OR [Holder] = @dead)
        """;

    private const string TokenSql = "SELECT [Token] FROM [Lease] WHERE [Name] = @name";

    private const string RenewSql = """
        UPDATE [Lease]
           SET [ExpiresAt] = @expiresAt
         WHERE [Name] = @name AND [Token] = @token AND [Holder] IS NOT NULL
        """;

    private const string ReleaseSql = """
        UPDATE [Lease]
           SET [Holder] = NULL, [ExpiresAt] = NULL
         WHERE [Name] = @name AND [Token] = @token
        """;

    /// <summary>How long a lease lasts without a heartbeat.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    /// <summary>What this process is called as a holder: machine, number and start, divided by bars.</summary>
    public static string ThisProcess => ProcessHolder.Current;

    /// <summary>True of a process of this machine that has ended; of another machine nobody here can tell.</summary>
    public static bool HasEnded(string process) => ProcessHolder.IsDeadHere(process);

    /// <summary>The lease, or null when somebody else has it.</summary>
    public async Task<Lease?> TryTakeAsync(string name, CancellationToken ct)
    {
        // A process of this machine that was killed leaves its lease; nobody needs to wait for its limit.
        var held = await database.SingleOrDefaultAsync<HeldRow>(HeldSql, new { name }, ct);
        var dead = held?.Holder is { } holder && ProcessHolder.IsDeadHere(holder) ? holder : "";
        var now = clock.GetUtcNow();
        if (held?.Holder is not null && dead.Length == 0 && held.ExpiresAt >= now)
        {
            // Whoever asks while a long transaction renews the lease does not wait for its end.
            return null;
        }
        var token = await database.WriteAsync(
            async transaction =>
                await transaction.ExecuteAsync(
                    TakeSql,
                    new
                    {
                        name,
                        holder = ProcessHolder.Current,
                        expiresAt = now + Duration,
                        now,
                        dead,
                    }
                ) == 1
                    ? await transaction.ScalarAsync<long>(TokenSql, new { name })
                    : 0,
            ct
        );
        return token == 0 ? null : new Lease(this, clock, name, token);
    }

    /// <summary>Waits for the lease; <paramref name="waiting"/> is told once that somebody else has it.</summary>
    public async Task<Lease> TakeAsync(string name, Action waiting, CancellationToken ct)
    {
        for (var told = false; ; told = true)
        {
            if (await TryTakeAsync(name, ct) is { } lease)
            {
                return lease;
            }
            if (!told)
            {
                waiting();
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, ct);
        }
    }

    internal Task<int> RenewAsync(string name, long token, CancellationToken ct) =>
        database.ExecuteAsync(
            RenewSql,
            new
            {
                name,
                token,
                expiresAt = clock.GetUtcNow() + Duration,
            },
            ct
        );

    internal Task<int> ReleaseAsync(string name, long token) =>
        database.ExecuteAsync(ReleaseSql, new { name, token }, CancellationToken.None);

    /// <summary>Throws unless the lease is still held; call it first in every transaction that writes under the lease.</summary>
    /// <exception cref="LeaseLostException">Somebody else has taken the lease since.</exception>
    public async Task CheckAsync(DatabaseTransaction transaction, Lease lease)
    {
        var renewed = await transaction.ExecuteAsync(
            RenewSql,
            new
            {
                name = lease.Name,
                token = lease.Token,
                expiresAt = clock.GetUtcNow() + Duration,
            }
        );
        if (renewed != 1)
        {
            throw new LeaseLostException(lease.Name);
        }
    }

    private sealed record HeldRow
    {
        public string? Holder { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }
    }

    /// <summary>A process, recognisable on its own machine even after its number has been given to another.</summary>
    private static class ProcessHolder
    {
        public static readonly string Current = Describe(Process.GetCurrentProcess());

        public static bool IsDeadHere(string holder)
        {
            var parts = holder.Split('|');
            if (parts.Length != 3 || parts[0] != Environment.MachineName || holder == Current)
            {
                return false;
            }
            try
            {
                using var process = Process.GetProcessById(int.Parse(parts[1], CultureInfo.InvariantCulture));
                return process.HasExited || Describe(process) != holder;
            }
            catch (ArgumentException)
            {
                return true;
            }
        }

        private static string Describe(Process process) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.MachineName}|{process.Id}|{process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}"
            );
    }
}

public sealed class LeaseLostException(string name)
    : Exception($"Another process has taken over the lease '{name}'; what this one was doing has not been stored.");
