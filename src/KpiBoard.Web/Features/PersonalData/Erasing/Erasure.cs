using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.PersonalData.Erasing;

/// <summary>Why a customer is erased: the cases of article 17(1) of the GDPR, and one's own decision.</summary>
public static class ErasureGround
{
    public static readonly IReadOnlyList<string> All =
    [
        "not-needed",
        "consent-withdrawn",
        "objection",
        "unlawful",
        "legal-duty",
    ];
}

/// <summary>Who asked for it.</summary>
public static class ErasureRequester
{
    public static readonly IReadOnlyList<string> All = ["person", "authority", "company"];
}

/// <summary>What is asked for; nobody is named in it but who asks.</summary>
/// <param name="Also">Words to look for beside the numbers and names.</param>
public sealed record ErasureRequest(
    string Ground,
    string Requester,
    string Reference,
    string By,
    IReadOnlyList<string> Also
);

/// <summary>What is left to look for; kept until all of it is gone.</summary>
/// <param name="Numbers">The product's own number, the number to be erased, and the pseudonym.</param>
public sealed record ErasureWork(IReadOnlyList<ErasureNumber> Numbers, IReadOnlyList<string> Names);

public sealed record ErasureNumber(long Id, string Number, string Pseudonym);

/// <summary>What was done, without a name.</summary>
/// <param name="Rows">By table.</param>
/// <param name="Records">Lines taken out of the files.</param>
/// <param name="Entries">Of the change log, whose content is gone.</param>
public sealed record ErasureProof(IReadOnlyDictionary<string, long> Rows, int Files, long Records, long Entries);

/// <summary>A row of [Erasure].</summary>
public sealed class Erasure
{
    public long Id { get; init; }

    public string Uid { get; init; } = "";

    public string Ground { get; init; } = "";

    public string Requester { get; init; } = "";

    public string Reference { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public string AskedBy { get; init; } = "";

    public string? Work { get; init; }

    public string? Proof { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it was done again on a restored backup.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>What stands for the customer since; the first, where several numbers were the same customer.</summary>
    public string? Pseudonym { get; init; }

    public ErasureWork? ToDo => Work is null ? null : KpiJson.Deserialize<ErasureWork>(Work);

    public ErasureProof? Done => Proof is null ? null : KpiJson.Deserialize<ErasureProof>(Proof);
}
