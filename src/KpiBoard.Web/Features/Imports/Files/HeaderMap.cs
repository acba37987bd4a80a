using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>Finds the columns of a kind among the headers of a file: by the profile, else by their own names.</summary>
public static class HeaderMap
{
    /// <summary>The field of each column of the kind, -1 where the file has none.</summary>
    /// <exception cref="ImportRefusedException">A column is missing or stands there twice.</exception>
    public static int[] Create(
        ImportKind kind,
        ImportProfile profile,
        IReadOnlyList<string> headers,
        out IReadOnlyList<string> ignored
    )
    {
        if (headers.Count == 0)
        {
            throw new ImportRefusedException("file.empty");
        }
        var mapped = profile.Columns.Values.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // A profile that maps columns knows the file: its WEIGHT is not our weight unless the profile says so.
        var ownNames = profile.Columns.Count > 0 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var fields = new int[kind.Columns.Count];
        for (var column = 0; column < fields.Length; column++)
        {
            var name = kind.Columns[column].Name;
            var isMapped = profile.Columns.TryGetValue(name, out var header);
            // A header that the profile gives to one column is not also the column of its own name.
            fields[column] =
                (!isMapped && mapped.Contains(name)) || header is { Length: 0 }
                    ? -1
                    : Find(headers, header ?? name, name, isMapped ? StringComparison.OrdinalIgnoreCase : ownNames);
            if (isMapped && fields[column] < 0 && header is not { Length: 0 })
            {
                throw Refused(name, "header.mappedMissing", name, header!, Names(headers));
            }
        }
        bool Given(int column) => fields[column] >= 0 || profile.Constants.ContainsKey(kind.Columns[column].Name);
        if (!kind.Required.Any(set => set.All(Given)))
        {
            // The set of which most is there is the one that was meant.
            var meant = kind.Required.MaxBy(set => (set.Count(Given) - set.Count, set.Count))!;
            var missing = kind.Columns[meant.First(column => !Given(column))].Name;
            throw Refused(missing, "header.missing", missing, Names(headers));
        }
        var used = fields.ToHashSet();
        ignored =
        [
            .. headers.Where((header, field) => !used.Contains(field) && header is not ("" or CsvLayout.ReasonHeader)),
        ];
        return fields;
    }

    /// <summary>The same without complaint, for a file that somebody is still looking at: -1 for what is not there.</summary>
    public static int[] Find(ImportKind kind, ImportProfile profile, IReadOnlyList<string> headers)
    {
        var mapped = profile.Columns.Values.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. kind.Columns.Select(column =>
                profile.Columns.TryGetValue(column.Name, out var header) ? IndexOf(headers, header)
                : mapped.Contains(column.Name) ? -1
                : IndexOf(headers, column.Name)
            ),
        ];
    }

    /// <summary>What a profile has to say so that these fields are taken; null when this one says so already.</summary>
    public static IReadOnlyDictionary<string, string>? Columns(
        ImportKind kind,
        ImportProfile profile,
        IReadOnlyList<string> headers,
        IReadOnlyList<int> fields
    )
    {
        try
        {
            if (Create(kind, profile, headers, out _).SequenceEqual(fields))
            {
                return null;
            }
        }
        catch (ImportRefusedException)
        {
            // As it is the file could not be read; it needs to be told.
        }
        var columns = new Dictionary<string, string>();
        for (var column = 0; column < fields.Count; column++)
        {
            var name = kind.Columns[column].Name;
            if (fields[column] >= 0)
            {
                columns.Add(name, headers[fields[column]]);
            }
            else if (IndexOf(headers, name) >= 0 && !fields.Contains(IndexOf(headers, name)))
            {
                columns.Add(name, "");
            }
        }
        return columns;
    }

    private static int IndexOf(IReadOnlyList<string> headers, string header)
    {
        for (var field = 0; field < headers.Count && header.Length > 0; field++)
        {
            if (headers[field].Equals(header, StringComparison.OrdinalIgnoreCase))
            {
                return field;
            }
        }
        return -1;
    }

    private static int Find(IReadOnlyList<string> headers, string header, string column, StringComparison comparison)
    {
        var found = -1;
        for (var field = 0; field < headers.Count; field++)
        {
            if (!headers[field].Equals(header, comparison))
            {
                continue;
            }
            if (found >= 0)
            {
                throw Refused(column, "header.duplicate", header, $"{found + 1}", $"{field + 1}");
            }
            found = field;
        }
        return found;
    }

    private static ImportRefusedException Refused(string column, string code, params string[] args) =>
        new(new ImportError(1, column, null, code, args));

    private static string Names(IReadOnlyList<string> headers) =>
        Row.Shorten(string.Join(", ", headers.Where(header => header.Length > 0)));
}
