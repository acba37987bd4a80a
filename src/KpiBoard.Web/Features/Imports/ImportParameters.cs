using KpiBoard.Web.Features.Imports.Kinds;
using Microsoft.Net.Http.Headers;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The options of an import as a query string or a form gives them; those of the command under the same names.</summary>
public record ImportParameters
{
    public const string Refuse = "refuse";
    public const string Quarantine = "quarantine";

    /// <summary>The name of a stored profile; for commands also a file.</summary>
    public string? Profile { get; init; }

    public string? Source { get; init; }

    public string? Delimiter { get; init; }

    public string? Encoding { get; init; }

    public string? Decimal { get; init; }

    public string? DateFormat { get; init; }

    /// <summary>The sheet of a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>refuse (default) or quarantine.</summary>
    public string? OnError { get; init; }

    public bool Strict { get; init; }

    public bool DryRun { get; init; }

    public long? Replaces { get; init; }

    /// <summary>What the ledger calls the file.</summary>
    public string? FileName { get; init; }

    /// <summary>The request, still without its file; <paramref name="findProfile"/> knows where profiles are.</summary>
    /// <exception cref="ImportUsageException">An option does not fit.</exception>
    public virtual async Task<ImportRequest> ToRequestAsync(
        string kind,
        string by,
        Func<string, ImportKind, CancellationToken, Task<ImportProfile>> findProfile,
        CancellationToken ct
    )
    {
        var known = ImportRunner.FindKind(kind);
        if (OnError is not (null or "" or Refuse or Quarantine))
        {
            throw new ImportUsageException("onError.unknown", OnError);
        }
        var profile = string.IsNullOrEmpty(Profile) ? ImportProfile.Empty : await findProfile(Profile, known, ct);
        return new ImportRequest
        {
            Kind = known.Name,
            Path = "",
            FileName = "",
            Profile = profile.With(Delimiter, Encoding, Decimal, DateFormat) with
            {
                Sheet = string.IsNullOrWhiteSpace(Sheet) ? profile.Sheet : Sheet,
            },
            Source = string.IsNullOrWhiteSpace(Source) ? null : Source,
            Quarantine = OnError == Quarantine,
            Strict = Strict,
            DryRun = DryRun,
            Replaces = Replaces,
            By = by,
        };
    }

    /// <summary>The file's name: given, or that of the request's content, or the kind's.</summary>
    public string NameOf(string? contentDisposition, string kind)
    {
        var sent = ContentDispositionHeaderValue.TryParse(contentDisposition, out var header)
            ? HeaderUtilities.RemoveQuotes(header.FileNameStar.HasValue ? header.FileNameStar : header.FileName).Value
            : null;
        var name = Path.GetFileName((FileName ?? sent ?? "").Replace('\\', '/'));
        return name.Length == 0 ? $"{kind}.csv" : name[..Math.Min(name.Length, ImportKind.LongestFileName)];
    }
}
