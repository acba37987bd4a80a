using System.Security.Claims;
using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Capacity;

/// <summary>A unit that takes part in an open initiative, and what it makes of it.</summary>
public sealed class CommitmentRow
{
    public long InitiativeId { get; init; }
    public string Title { get; init; } = "";
    public int? DecidedRank { get; init; }
    public string BusinessUnit { get; init; } = "";
    public int? Place { get; init; }

    /// <summary>None when the unit has said nothing.</summary>
    public string? Commitment { get; init; }
    public string Why { get; init; } = "";

    /// <summary>0 when the unit has said nothing.</summary>
    public int Version { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }
    public string? ChangedBy { get; init; }

    public UnitStand Stand => new(BusinessUnit, Place, CommitmentKey.Read(Commitment));
}

/// <summary>How tables and addresses name what a unit commits to.</summary>
public static class CommitmentKey
{
    public const string Committed = "committed";
    public const string IfRoom = "if-room";
    public const string Cannot = "cannot";

    public static readonly IReadOnlyList<string> All = [Committed, IfRoom, Cannot];

    public static Commitment? Read(string? key) =>
        key switch
        {
            Committed => Core.Priorities.Commitment.Committed,
            IfRoom => Core.Priorities.Commitment.IfRoom,
            Cannot => Core.Priorities.Commitment.Cannot,
            _ => null,
        };
}

/// <summary>What units make of the initiatives that they take part in. A row keeps what it said before, to take back.</summary>
public sealed class CommitmentStore(KpiDatabase database, TimeProvider clock)
{
    private const string AllSql = """
        SELECT i.[Id] AS [InitiativeId], i.[Title], d.[Rank] AS [DecidedRank], u.[BusinessUnit], c.[Place],
               c.[Commitment], COALESCE(c.[Why], '') AS [Why], COALESCE(c.[Version], 0) AS [Version], c.[ChangedAt],
               COALESCE(p.[Name], c.[ChangedBy]) AS [ChangedBy]
          FROM [Initiative] i
          JOIN [InitiativeUnit] u ON u.[InitiativeId] = i.[Id]
          LEFT JOIN [DecidedRank] d ON d.[InitiativeId] = i.[Id]
          LEFT JOIN [UnitCommitment] c ON c.[InitiativeId] = i.[Id] AND c.[BusinessUnit] = u.[BusinessUnit]
                                      AND c.[Commitment] <> ''
          LEFT JOIN [PersonName] p ON p.[Email] = c.[ChangedBy]
         WHERE i.[Status] NOT IN ('closed', 'stopped')
           AND (SELECT COUNT(*) FROM [InitiativeUnit] n WHERE n.[InitiativeId] = i.[Id]) > 1
         ORDER BY CASE WHEN d.[Rank] IS NULL THEN 1 ELSE 0 END, d.[Rank], i.[StartsOn], i.[Id], u.[BusinessUnit]
        """;

    private const string OwnUnitsSql = "SELECT [BusinessUnit] FROM [UserUnit] WHERE [UserId] = @id";

    private const string ChangeSql = """
        UPDATE [UnitCommitment]
           SET [PlaceBefore] = [Place], [CommitmentBefore] = [Commitment], [WhyBefore] = [Why], [Place] = @place,
               [Commitment] = @commitment, [Why] = @why, [Version] = [Version] + 1, [ChangedAt] = @now,
               [ChangedBy] = @by
         WHERE [InitiativeId] = @initiative AND [BusinessUnit] = @unit
           AND ([Version] = @version OR (@version = 0 AND [Commitment] = ''))
        """;

    private const string AddSql = """
        INSERT INTO [UnitCommitment] ([InitiativeId], [BusinessUnit], [Place], [Commitment], [Why], [Version],
               [ChangedAt], [ChangedBy], [CommitmentBefore], [WhyBefore])
        SELECT @initiative, @unit, @place, @commitment, @why, 1, @now, @by, '', ''
         WHERE @version = 0
           AND NOT EXISTS (SELECT 1
                             FROM [UnitCommitment]
                            WHERE [InitiativeId] = @initiative AND [BusinessUnit] = @unit)
        """;

    /// <summary>What is nothing again is kept as an empty row, so that this too can be taken back.</summary>
    private const string UndoSql = """
        UPDATE [UnitCommitment]
           SET [Place] = [PlaceBefore], [Commitment] = [CommitmentBefore], [Why] = [WhyBefore],
               [PlaceBefore] = [Place], [CommitmentBefore] = [Commitment], [WhyBefore] = [Why],
               [Version] = [Version] + 1, [ChangedAt] = @now, [ChangedBy] = @by
         WHERE [InitiativeId] = @initiative AND [BusinessUnit] = @unit AND [Version] = @version
           AND [CommitmentBefore] IS NOT NULL
        """;

    private const string VersionSql = """
        SELECT [Version] FROM [UnitCommitment] WHERE [InitiativeId] = @initiative AND [BusinessUnit] = @unit
        """;

    /// <summary>Of open initiatives that several units take part in, every unit; in the decided order.</summary>
    public Task<IReadOnlyList<CommitmentRow>> AllAsync(CancellationToken ct) =>
        database.QueryAsync<CommitmentRow>(AllSql, null, ct);

    /// <summary>For which units somebody may speak: executives for all, others for those that they belong to.</summary>
    public async Task<Func<string, bool>> SpeaksForAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        if (person.May(AccessPolicy.ManageInitiatives))
        {
            return _ => true;
        }
        if (!person.May(AccessPolicy.EditInitiatives))
        {
            return _ => false;
        }
        var own = await database.QueryAsync<string>(OwnUnitsSql, new { id = person.Id() }, ct);
        return own.ToHashSet(StringComparer.Ordinal).Contains;
    }

    /// <summary>The new version; null when somebody else was faster.</summary>
    /// <param name="version">That was shown; 0 for a unit that had said nothing.</param>
    public Task<int?> SetAsync(
        long initiative,
        string unit,
        int version,
        (int? Place, string Commitment, string Why) said,
        string by,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var values = new
                {
                    initiative,
                    unit,
                    version,
                    place = said.Place,
                    commitment = said.Commitment,
                    why = said.Why,
                    by,
                    now = clock.GetUtcNow(),
                };
                return
                    await transaction.ExecuteAsync(ChangeSql, values) > 0
                    || await transaction.ExecuteAsync(AddSql, values) > 0
                    ? await transaction.ScalarAsync<int?>(VersionSql, values)
                    : null;
            },
            ct
        );

    /// <summary>Brings back what the unit said before; false when somebody else was faster.</summary>
    public async Task<bool> UndoAsync(long initiative, string unit, int version, string by, CancellationToken ct) =>
        await database.ExecuteAsync(
            UndoSql,
            new
            {
                initiative,
                unit,
                version,
                by,
                now = clock.GetUtcNow(),
            },
            ct
        ) > 0;
}
