using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What a person says about a file that lies ready.</summary>
public sealed record DraftForm
{
    public const string Look = "look";
    public const string Save = "save";
    public const string Check = "check";
    public const string Import = "import";
    public const string Remove = "remove";

    /// <summary>Which of the form's buttons was pressed.</summary>
    public string Do { get; init; } = Look;

    public string Kind { get; init; } = "";

    public string Profile { get; init; } = "";

    public string Source { get; init; } = "";

    public string Sheet { get; init; } = "";

    public string Delimiter { get; init; } = "";

    public string Encoding { get; init; } = "";

    public string Decimal { get; init; } = "";

    public string DateFormat { get; init; } = "";

    public string OnError { get; init; } = ImportParameters.Refuse;

    public bool Strict { get; init; }

    /// <summary>By the file's fields: the column that each is, or nothing.</summary>
    public List<string> Map { get; init; } = [];

    /// <summary>By column that the file lacks: the value of all rows.</summary>
    public Dictionary<string, string?> Constants { get; init; } = [];

    public string ProfileName { get; init; } = "";

    public static DraftForm Of(ImportUpload upload)
    {
        var known = upload.Parameters;
        return new DraftForm
        {
            Kind = upload.Kind,
            Profile = known.Profile ?? "",
            Source = known.Source ?? "",
            Sheet = known.Sheet ?? "",
            Delimiter = known.Delimiter ?? "",
            Encoding = known.Encoding ?? "",
            Decimal = known.Decimal ?? "",
            DateFormat = known.DateFormat ?? "",
            OnError = known.OnError ?? ImportParameters.Refuse,
            Strict = known.Strict,
        };
    }

    /// <summary>Everything but the columns.</summary>
    public UploadParameters ToParameters(UploadParameters known) =>
        known with
        {
            Profile = Profile,
            Source = Source.Trim(),
            Sheet = Sheet,
            Delimiter = Delimiter,
            Encoding = Encoding,
            Decimal = Decimal,
            DateFormat = DateFormat,
            OnError = OnError,
            Strict = Strict,
            DryRun = Do == Check,
            Columns = null,
            Constants = null,
        };

    /// <summary>
    /// The fields as they were laid out, by the kind's columns; null when the form no longer shows the same columns.
    /// </summary>
    public IReadOnlyList<int>? Chosen(ImportUpload upload, ImportKind kind) =>
        Map.Count > 0 && ShowsTheTableOf(upload) ? [.. kind.Columns.Select(column => Map.IndexOf(column.Name))] : null;

    /// <summary>What is to hold for all rows; null when the form no longer shows the same columns.</summary>
    public IReadOnlyDictionary<string, string>? Constant(ImportUpload upload, ImportKind kind) =>
        ShowsTheTableOf(upload)
            ? Constants
                .Where(constant => kind.ColumnIndex(constant.Key) >= 0 && !Map.Contains(constant.Key))
                .Select(constant => (constant.Key, Value: (constant.Value ?? "").Trim()))
                .Where(constant => constant.Value.Length > 0)
                .ToDictionary(constant => constant.Key, constant => constant.Value)
            : null;

    private bool ShowsTheTableOf(ImportUpload upload)
    {
        var before = Of(upload);
        return (before.Kind, before.Profile, before.Sheet, before.Delimiter, before.Encoding)
            == (Kind, Profile, Sheet, Delimiter, Encoding);
    }

    /// <summary>The column that more than one field is said to be.</summary>
    public string? Twice() =>
        Map.Where(column => column.Length > 0).GroupBy(column => column).FirstOrDefault(same => same.Count() > 1)?.Key;
}
