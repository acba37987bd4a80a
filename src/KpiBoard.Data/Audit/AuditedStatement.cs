using System.Text.RegularExpressions;

namespace KpiBoard.Data.Audit;

/// <summary>
/// A statement that writes an audited table, and the query for the rows it writes: that of its own WHERE, or for new rows
/// that of the keys they get. The product's SQL is constants in a small subset (a test holds it there), so that its text
/// can be read with certainty; what cannot be read is an error, found by a test that reads all of it.
/// </summary>
public sealed partial record AuditedStatement(string Table, AuditedTable Plan, bool Adds, string RowsQuery)
{
    /// <summary>Null for a statement that writes no audited table.</summary>
    /// <exception cref="NotSupportedException">It writes one in a way that does not tell which rows.</exception>
    public static AuditedStatement? Of(string sql, IReadOnlyDictionary<string, AuditedTable> tables)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(tables);
        var match = Write().Match(sql);
        if (!match.Success || !tables.TryGetValue(match.Groups["table"].Value, out var plan))
        {
            return null;
        }
        var verb = match.Groups["verb"].Value;
        if (plan.OnlyChanges && verb != "UPDATE")
        {
            return null;
        }
        var (table, adds) = (match.Groups["table"].Value, verb == "INSERT INTO");
        var rest = sql[(match.Index + match.Length)..];
        var where = adds ? KeysOf(rest, plan, sql) : Clause.From(rest, "WHERE");
        return new(table, plan, adds, $"SELECT * FROM [{table}] {where}");
    }

    /// <summary>The name of the table that a statement writes; null for one that only reads.</summary>
    public static string? WrittenTable(string sql) =>
        Write().Match(sql) is { Success: true } match ? match.Groups["table"].Value : null;

    /// <summary>The keys that an INSERT gives to its rows, as a WHERE; those that it computes are left open.</summary>
    private static string KeysOf(string rest, AuditedTable plan, string sql)
    {
        var open = rest.IndexOf('(', StringComparison.Ordinal);
        var close = Clause.Closing(rest, open);
        var columns = Clause.Split(rest[(open + 1)..close]).Select(column => column.Trim('[', ']')).ToList();
        var values = ValuesOf(rest[(close + 1)..].TrimStart());
        var known = plan.Keys.Where(key => IsGiven(values.ElementAtOrDefault(columns.IndexOf(key)))).ToList();
        return known.Count > 0
            ? $"WHERE {string.Join(" AND ", known.Select(key => $"[{key}] = {values[columns.IndexOf(key)]}"))}"
            : throw new NotSupportedException($"The new rows of this statement cannot be told: {sql}");
    }

    private static IReadOnlyList<string> ValuesOf(string text)
    {
        if (text.StartsWith("VALUES", StringComparison.Ordinal))
        {
            var open = text.IndexOf('(', StringComparison.Ordinal);
            return Clause.Split(text[(open + 1)..Clause.Closing(text, open)]);
        }
        var list = text["SELECT".Length..];
        var end = new[] { Clause.IndexOf(list, "FROM"), Clause.IndexOf(list, "WHERE") }.Where(at => at >= 0);
        return Clause.Split(list[..end.DefaultIfEmpty(list.Length).Min()]);
    }

    private static bool IsGiven(string? value) => value is not null && Given().IsMatch(value);

    [GeneratedRegex(
        @"^\s*(?<verb>INSERT INTO|UPDATE|DELETE FROM) \[(?<table>\w+)\]",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Write();

    /// <summary>A parameter or a number.</summary>
    [GeneratedRegex(@"^(@\w+|\d+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Given();

    /// <summary>Reads SQL outside of its brackets and its quotes.</summary>
    private static class Clause
    {
        /// <summary>From the word on to the end; empty without it.</summary>
        public static string From(string sql, string word) => IndexOf(sql, word) is >= 0 and var at ? sql[at..] : "";

        public static int IndexOf(string sql, string word)
        {
            foreach (var at in TopLevel(sql))
            {
                if (
                    string.CompareOrdinal(sql, at, word, 0, word.Length) == 0
                    && (at == 0 || char.IsWhiteSpace(sql[at - 1]))
                    && (at + word.Length == sql.Length || char.IsWhiteSpace(sql[at + word.Length]))
                )
                {
                    return at;
                }
            }
            return -1;
        }

        public static int Closing(string sql, int open)
        {
            var depth = 0;
            for (var at = open; at < sql.Length; at++)
            {
                depth += sql[at] switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                if (depth == 0)
                {
                    return at;
                }
            }
            return sql.Length;
        }

        public static IReadOnlyList<string> Split(string list)
        {
            var (parts, from) = (new List<string>(), 0);
            foreach (var at in TopLevel(list))
            {
                if (list[at] == ',')
                {
                    parts.Add(list[from..at].Trim());
                    from = at + 1;
                }
            }
            parts.Add(list[from..].Trim());
            return parts;
        }

        private static IEnumerable<int> TopLevel(string sql)
        {
            var (depth, quoted) = (0, false);
            for (var at = 0; at < sql.Length; at++)
            {
                quoted ^= sql[at] == '\'';
                if (quoted)
                {
                    continue;
                }
                depth += sql[at] == '(' ? 1 : 0;
                if (depth == 0)
                {
                    yield return at;
                }
                depth -= sql[at] == ')' ? 1 : 0;
            }
        }
    }
}
