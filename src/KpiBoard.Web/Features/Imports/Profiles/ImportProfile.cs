using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Features.Imports.Values;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What is known of a file beforehand. Whatever it leaves open is found in the file itself.</summary>
public sealed record ImportProfile
{
    public static readonly ImportProfile Empty = new();

    private static readonly Dictionary<string, char> Delimiters = new(StringComparer.OrdinalIgnoreCase)
    {
        [","] = ',',
        [";"] = ';',
        ["|"] = '|',
        ["\t"] = '\t',
        ["\\t"] = '\t',
        ["tab"] = '\t',
    };

    public string? Kind { get; init; }

    public string? Source { get; init; }

    /// <summary>The sheet of a workbook; by default the first.</summary>
    public string? Sheet { get; init; }

    public char? Delimiter { get; init; }

    public TextEncoding? Encoding { get; init; }

    public char? Decimal { get; init; }

    /// <summary>As it was written; it may go on with a time of day.</summary>
    public string? DatePattern { get; init; }

    /// <summary>The file's header for a column of the contract; an empty text leaves the column out.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();

    /// <summary>Values that mean "no value", by column.</summary>
    public IReadOnlyDictionary<string, string[]> Missing { get; init; } = new Dictionary<string, string[]>();

    public DateFormat? Date => DatePattern is null ? null : DateFormat.Find(DatePattern);

    /// <summary>The kind of file that a profile in its JSON form is for.</summary>
    /// <exception cref="ImportUsageException">It does not say, or is no JSON.</exception>
    public static string KindOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("kind", out var kind)
                ? Text(kind)
                : throw new ImportUsageException("profile.noKind");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ImportUsageException("profile.json", error.Message);
        }
    }

    /// <summary>Reads the JSON form; every key and every value is checked, so that a typing error never goes unseen.</summary>
    /// <exception cref="ImportUsageException">What is wrong, by name.</exception>
    public static ImportProfile Parse(string json, ImportKind kind)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document
                .RootElement.EnumerateObject()
                .Aggregate(Empty, (profile, property) => Apply(profile, property.Name, property.Value, kind));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ImportUsageException("profile.json", error.Message);
        }
    }

    /// <summary>The JSON form, of which nothing is written that is left open.</summary>
    public string ToJson(ImportKind kind, string? source = null)
    {
        var json = new JsonObject { ["kind"] = kind.Name };
        foreach (
            var (key, value) in new[]
            {
                ("source", source ?? Source),
                ("sheet", Sheet),
                ("delimiter", Delimiter?.ToString()),
                ("encoding", Encoding?.Name),
                ("decimal", Decimal?.ToString()),
                ("dateFormat", DatePattern),
            }
        )
        {
            if (value is not null)
            {
                json[key] = value;
            }
        }
        if (Columns.Count > 0)
        {
            json["columns"] = JsonSerializer.SerializeToNode(Columns, KpiJson.Options);
        }
        if (Constants.Count > 0)
        {
            json["constants"] = JsonSerializer.SerializeToNode(Constants, KpiJson.Options);
        }
        if (Missing.Count > 0)
        {
            json["missing"] = JsonSerializer.SerializeToNode(Missing, KpiJson.Options);
        }
        return json.ToJsonString(KpiJson.Options);
    }

    /// <summary>The same with some of it fixed by the caller.</summary>
    public ImportProfile With(string? delimiter, string? encoding, string? decimalSign, string? dateFormat)
    {
        var profile = this;
        foreach (
            var (key, value) in new[]
            {
                ("delimiter", delimiter),
                ("encoding", encoding),
                ("decimal", decimalSign),
                ("dateFormat", dateFormat),
            }
        )
        {
            profile = string.IsNullOrEmpty(value) ? profile : Format(profile, key, value);
        }
        return profile;
    }

    /// <summary>Tells profiles apart by what they say about the content.</summary>
    public string Hash()
    {
        var text = new StringBuilder()
            .Append(Delimiter)
            .Append('\n')
            .Append(Encoding?.Name)
            .Append('\n')
            .Append(Decimal)
            .Append('\n')
            .Append(DatePattern);
        if (Sheet is not null)
        {
            text.Append("\nsheet ").Append(Sheet);
        }
        foreach (var (key, value) in Columns.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append("\ncolumn ").Append(key).Append('=').Append(value);
        }
        foreach (var (key, value) in Constants.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append("\nconstant ").Append(key).Append('=').Append(value);
        }
        foreach (var (key, values) in Missing.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append("\nmissing ").Append(key).Append('=').AppendJoin('\u001F', values);
        }
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static ImportProfile Apply(ImportProfile profile, string key, JsonElement value, ImportKind kind) =>
        key switch
        {
            "kind" when Text(value) != kind.Name => throw new ImportUsageException(
                "profile.otherKind",
                Text(value),
                kind.Name
            ),
            "kind" => profile with { Kind = Text(value) },
            "source" => profile with { Source = Text(value) },
            "sheet" => profile with { Sheet = Text(value) },
            "delimiter" or "encoding" or "decimal" or "dateFormat" => Format(profile, key, Text(value)),
            "columns" => profile with { Columns = Map(key, value, kind, Text) },
            "constants" => profile with { Constants = Map(key, value, kind, Text) },
            "missing" => profile with
            {
                Missing = Map(key, value, kind, list => list.EnumerateArray().Select(Text).ToArray()),
            },
            _ => throw new ImportUsageException("profile.unknownKey", key),
        };

    private static ImportProfile Format(ImportProfile profile, string key, string value) =>
        key switch
        {
            "delimiter" => profile with
            {
                Delimiter = Delimiters.TryGetValue(value, out var delimiter)
                    ? delimiter
                    : throw new ImportUsageException("profile.delimiter", value),
            },
            "encoding" => profile with
            {
                Encoding = TextEncoding.Find(value) ?? throw new ImportUsageException("profile.encoding", value),
            },
            "decimal" => profile with
            {
                Decimal = value is "." or "," ? value[0] : throw new ImportUsageException("profile.decimal", value),
            },
            _ => profile with
            {
                DatePattern = DateFormat.Find(value) is not null
                    ? value
                    : throw new ImportUsageException(
                        "profile.dateFormat",
                        value,
                        string.Join(", ", DateFormat.All.Select(format => format.Pattern))
                    ),
            },
        };

    private static Dictionary<string, T> Map<T>(
        string key,
        JsonElement value,
        ImportKind kind,
        Func<JsonElement, T> read
    ) =>
        value
            .EnumerateObject()
            .ToDictionary(
                property =>
                    kind.ColumnIndex(property.Name) >= 0
                        ? property.Name
                        : throw new ImportUsageException("profile.unknownColumn", key, property.Name, kind.Name),
                property => read(property.Value)
            );

    private static string Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number ? value.GetRawText() : value.GetString() ?? "";
}
