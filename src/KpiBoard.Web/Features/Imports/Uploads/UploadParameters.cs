using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The options of a file that a person has sent, with the columns as that person has laid them out.</summary>
public sealed record UploadParameters : ImportParameters
{
    /// <summary>As in a profile, in whose place they stand; null leaves the profile's.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    public override async Task<ImportRequest> ToRequestAsync(
        string kind,
        string by,
        Func<string, ImportKind, CancellationToken, Task<ImportProfile>> findProfile,
        CancellationToken ct
    )
    {
        var request = await base.ToRequestAsync(kind, by, findProfile, ct);
        return Columns is null ? request : request with { Profile = request.Profile with { Columns = Columns } };
    }
}
