using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>The tables of evidence as files have them.</summary>
internal static class EvidenceSheet
{
    public static readonly IReadOnlyList<string> Header =
    [
        "id",
        "initiative",
        "kind",
        "grade",
        "found_on",
        "against",
        "says",
        "source",
        "file",
        "assessed_by",
        "assessed_at",
    ];

    public static readonly IReadOnlyList<string> GuessworkHeader =
    [
        "id",
        "initiative",
        "status",
        "owner",
        "grade",
        "fresh_until",
        "stale",
        "guesswork",
        "bet",
        "proof_date",
        "chance",
        "budget_left",
        "currency",
    ];

    public static IReadOnlyList<object?> Row(EvidenceRow row) =>
        [
            row.Id,
            row.Initiative,
            row.Kind,
            row.Grade,
            row.FoundOn,
            row.IsAgainst,
            row.Says,
            row.Origin,
            row.IsFileRemoved ? null : row.FileName,
            row.AssessedBy,
            row.AssessedAt,
        ];

    public static IReadOnlyList<object?> Row(GuessworkLine line) =>
        [
            line.Id,
            line.Title,
            line.Status,
            line.Owner,
            EvidenceKeys.Key(line.Standing.Grade),
            line.Standing.FreshUntil,
            line.Standing.IsStale,
            line.IsGuesswork,
            line.IsBet,
            line.ProofDate,
            line.Standing.Chance,
            line.Left,
            line.BudgetCurrency,
        ];
}
