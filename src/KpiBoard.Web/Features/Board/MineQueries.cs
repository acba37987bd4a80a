using KpiBoard.Data;

namespace KpiBoard.Web.Features.Board;

/// <summary>
/// What is a person's own on the board, with the version of what is shared: everything that a board which lies in the
/// cache still reads, so it is a few rows by their keys.
/// </summary>
public sealed class MineQueries(KpiDatabase database)
{
    private const string LookSql = """
        SELECT [PersonId], [Run], [CheckInAt], [HappenedAt], [At], [ShownRun], [ShownCheckInAt], [ShownHappenedAt],
               [ShownAt], [BeforeRun], [BeforeCheckInAt], [BeforeHappenedAt], [BeforeAt], [Version]
          FROM [LastLook]
         WHERE [PersonId] = @person
        """;

    private const string FavouritesSql = """
        SELECT [Kpi], [Dimension], [Member]
          FROM [Favourite]
         WHERE [PersonId] = @person
         ORDER BY [SortOrder], [Kpi], [Dimension], [Member]
        """;

    private const string UnitsSql = "SELECT [BusinessUnit] FROM [UserUnit] WHERE [UserId] = @person";

    /// <summary>Reads it all in one go.</summary>
    /// <param name="person">The person.</param>
    /// <param name="seesEveryUnit">For a role that is not limited to units.</param>
    public Task<Mine> ReadAsync(long person, bool seesEveryUnit, CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async snapshot => new Mine(
                (await snapshot.SingleOrDefaultAsync<BoardVersionRow>(BoardQueries.VersionSql))!,
                await snapshot.SingleOrDefaultAsync<LastLookRow>(LookSql, new { person }),
                await snapshot.QueryAsync<FavouriteRow>(FavouritesSql, new { person }),
                seesEveryUnit ? [] : await snapshot.QueryAsync<string>(UnitsSql, new { person })
            ),
            ct
        );
}

/// <summary>The version of the shared board, and what is the person's own.</summary>
/// <param name="OwnUnits">None for who sees all.</param>
public sealed record Mine(
    BoardVersionRow Version,
    LastLookRow? Look,
    IReadOnlyList<FavouriteRow> Favourites,
    IReadOnlyList<string> OwnUnits
)
{
    public Infrastructure.Access.VisibleUnits Units =>
        OwnUnits.Count == 0 ? Infrastructure.Access.VisibleUnits.All : new(OwnUnits);
}

/// <summary>A figure that a person keeps at hand; dimension and member are empty for the whole company.</summary>
public sealed record FavouriteRow
{
    public string Kpi { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
}
