using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The options of a file that a person has sent, with the columns and constants as that person has laid them out.</summary>
public sealed record UploadParameters : ImportParameters
{
    /// <summary>As in a profile, in whose place they stand; null leaves the profile's.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    /// <summary>A value for every row, by column that the file lacks; null leaves the profile's.</summary>
    public IReadOnlyDictionary<string, string>? Constants { get; init; }

    public override async Task<ImportRequest> ToRequestAsync(
        string kind,
        string by,
        Func<string, ImportKind, CancellationToken, Task<ImportProfile>> findProfile,
        CancellationToken ct
    )
    {
        var request = await base.ToRequestAsync(kind, by, findProfile, ct);
        var profile = request.Profile;
        return request with
        {
            Profile = profile with { Columns = Columns ?? profile.Columns, Constants = Constants ?? profile.Constants },
        };
    }
}
