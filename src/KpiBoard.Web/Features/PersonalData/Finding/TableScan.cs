using System.Globalization;
using System.Runtime.CompilerServices;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Finding;

/// <summary>
/// Goes through every table that may hold a person's data, by what <see cref="PersonalTables"/> says of it. Rows are
/// streamed and looked at here: both engines fold letters differently, and neither finds all that a person can be called.
/// </summary>
public sealed class TableScan(KpiDatabase database)
{
    /// <summary>The rows of the table that are the person's or name them.</summary>
    /// <param name="everything">All columns, not only those that are looked at.</param>
    public async IAsyncEnumerable<FoundRow> FindAsync(
        string table,
        IReadOnlyList<long> ids,
        PersonTerms terms,
        bool everything,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var plan = PersonalTables.All[table];
        await foreach (var row in database.StreamAsync<dynamic>(Sql(table, plan, everything), new { ids }, ct))
        {
            var values = (IDictionary<string, object?>)row;
            var isOwn = plan.Customers.Any(column => ids.Contains(Number(values[column])));
            if (isOwn || plan.Words.Any(column => Names(plan, values, column, terms)))
            {
                yield return new FoundRow(table, plan, values, isOwn);
            }
        }
    }

    /// <summary>How many rows there are, table by table; tables without any are left out.</summary>
    public async Task<IReadOnlyList<FoundPlace>> CountAsync(
        IReadOnlyList<long> ids,
        PersonTerms terms,
        CancellationToken ct
    )
    {
        var places = new List<FoundPlace>();
        foreach (var table in PersonalTables.All.Keys)
        {
            var (own, named) = (0L, 0L);
            await foreach (var row in FindAsync(table, ids, terms, everything: false, ct))
            {
                own += row.IsOwn ? 1 : 0;
                named += row.IsOwn ? 0 : 1;
            }
            if (own + named > 0)
            {
                places.Add(new FoundPlace(table, own, named));
            }
        }
        return places;
    }

    /// <summary>The statement that reads the table; a test runs them all.</summary>
    internal static string Sql(string table, PersonalTable plan, bool everything)
    {
        var columns = everything ? "*" : string.Join(", ", plan.Columns.Select(column => $"[{column}]"));
        var own = plan.Customers.Select(column => $"[{column}] IN @ids");
        var words = plan.Words.Select(column => $"[{column}] IS NOT NULL");
        return $"SELECT {columns} FROM [{table}] WHERE {string.Join(" OR ", own.Concat(words))}";
    }

    private static bool Names(PersonalTable plan, IDictionary<string, object?> values, string column, PersonTerms terms)
    {
        if (values[column] is not string text)
        {
            return false;
        }
        // Line 1 of the rows put aside is the header of their file.
        return !plan.RowGoes
            ? terms.AreIn(text)
            : Number(values["Line"]) > 1 && (column == "Fields" ? terms.AreInFields(text) : terms.AreIn(text));
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}

/// <summary>A row that is of the person.</summary>
/// <param name="IsOwn">It is the customer's; otherwise somebody else named the customer in it.</param>
public sealed record FoundRow(string Table, PersonalTable Plan, IDictionary<string, object?> Values, bool IsOwn)
{
    /// <summary>As the change log writes it.</summary>
    public string Key =>
        string.Join('/', Plan.Keys.Select(key => Convert.ToString(Values[key], CultureInfo.InvariantCulture)));
}

/// <summary>A table with something of the person.</summary>
/// <param name="Own">Rows of the customer.</param>
/// <param name="Named">Rows of others in which the customer is named.</param>
public sealed record FoundPlace(string Table, long Own, long Named);
