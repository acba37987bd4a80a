using KpiBoard.Data;

namespace KpiBoard.Web.Features.Board;

/// <summary>Writes the figures that a person keeps at hand, in the person's own order.</summary>
public sealed class FavouriteStore(KpiDatabase database)
{
    /// <summary>More would be a second board.</summary>
    public const int Most = 24;

    private const string ListSql = """
        SELECT [Kpi], [Dimension], [Member]
          FROM [Favourite]
         WHERE [PersonId] = @person
         ORDER BY [SortOrder], [Kpi], [Dimension], [Member]
        """;

    private const string ClearSql = "DELETE FROM [Favourite] WHERE [PersonId] = @person";

    private const string AddSql = """
        INSERT INTO [Favourite] ([PersonId], [Kpi], [Dimension], [Member], [SortOrder])
        VALUES (@person, @kpi, @dimension, @member, @order)
        """;

    public Task<IReadOnlyList<FavouriteRow>> ListAsync(long person, CancellationToken ct) =>
        database.QueryAsync<FavouriteRow>(ListSql, new { person }, ct);

    /// <summary>Adds the figure as the last one, or at the place it had; one that is there already stays where it is.</summary>
    /// <returns>False where there is no room.</returns>
    public Task<bool> MarkAsync(long person, FavouriteRow figure, int? at, CancellationToken ct) =>
        ChangeAsync(
            person,
            favourites =>
            {
                if (favourites.Contains(figure))
                {
                    return true;
                }
                if (favourites.Count >= Most)
                {
                    return false;
                }
                favourites.Insert(Math.Clamp(at ?? favourites.Count, 0, favourites.Count), figure);
                return true;
            },
            ct
        );

    /// <summary>Takes the figure out.</summary>
    /// <returns>The place that the figure had; null where it was no favourite.</returns>
    public Task<int?> UnmarkAsync(long person, FavouriteRow figure, CancellationToken ct) =>
        ChangeAsync<int?>(
            person,
            favourites =>
            {
                var at = favourites.IndexOf(figure);
                if (at < 0)
                {
                    return null;
                }
                favourites.RemoveAt(at);
                return at;
            },
            ct
        );

    /// <summary>Moves the figure by so many places, no further than to an end.</summary>
    public Task MoveAsync(long person, FavouriteRow figure, int by, CancellationToken ct) =>
        ChangeAsync(
            person,
            favourites =>
            {
                var at = favourites.IndexOf(figure);
                if (at < 0)
                {
                    return false;
                }
                favourites.RemoveAt(at);
                favourites.Insert(Math.Clamp(at + by, 0, favourites.Count), figure);
                return true;
            },
            ct
        );

    private Task<T> ChangeAsync<T>(long person, Func<List<FavouriteRow>, T> change, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                List<FavouriteRow> before = [.. await transaction.QueryAsync<FavouriteRow>(ListSql, new { person })];
                List<FavouriteRow> after = [.. before];
                var result = change(after);
                if (!after.SequenceEqual(before))
                {
                    await transaction.ExecuteAsync(ClearSql, new { person });
                    await transaction.ExecuteAsync(
                        AddSql,
                        after.Select(
                            (figure, order) =>
                                new
                                {
                                    person,
                                    kpi = figure.Kpi,
                                    dimension = figure.Dimension,
                                    member = figure.Member,
                                    order,
                                }
                        )
                    );
                }
                return result;
            },
            ct
        );
}
