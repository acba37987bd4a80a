using FluentValidation;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Capacity.Resources;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Capacity;

/// <summary>What different units make of the same initiatives, side by side; conflicts on top.</summary>
public sealed record CommitmentsPage(IReadOnlyList<SharedInitiative> Initiatives, CompanySettings Settings)
{
    public required Func<string, bool> SpeaksFor { get; init; }
    public CommitmentForm Form { get; init; } = new();

    /// <summary>True for the form that is wrong.</summary>
    public bool IsWrong(CommitmentRow row) =>
        IsInvalid && Form.Initiative == row.InitiativeId && Form.Unit == row.BusinessUnit;

    public bool IsInvalid { get; init; }
    public CommitmentDone Done { get; init; } = new();

    public int Conflicts => Initiatives.Count(one => one.IsConflict);
}

/// <summary>An initiative that several units take part in.</summary>
public sealed record SharedInitiative(IReadOnlyList<CommitmentRow> Rows)
{
    public long Id => Rows[0].InitiativeId;
    public string Title => Rows[0].Title;
    public int? DecidedRank => Rows[0].DecidedRank;

    public UnitConflict Conflict => UnitPriorities.Between(Stands);

    /// <summary>No unit has said anything yet.</summary>
    public bool IsUnanswered => Rows.All(row => row.Commitment is null);

    public bool IsConflict => Conflict < UnitConflict.Silent;

    private IReadOnlyList<UnitStand> Stands => [.. Rows.Select(row => row.Stand)];

    public IEnumerable<string> Of(Commitment? commitment) =>
        Rows.Where(row => row.Stand.Commitment == commitment).Select(row => row.BusinessUnit);

    /// <summary>Conflicts first, the worst of them on top, and those that are furthest apart.</summary>
    public static IReadOnlyList<SharedInitiative> InOrder(IEnumerable<CommitmentRow> rows) =>
        [
            .. rows.GroupBy(row => row.InitiativeId)
                .Select(of => new SharedInitiative([.. of]))
                .OrderBy(one => one.Conflict)
                .ThenByDescending(one => UnitPriorities.Distance(one.Stands))
                .ThenBy(one => one.DecidedRank ?? int.MaxValue),
        ];
}

/// <summary>What a unit says of an initiative.</summary>
public sealed record CommitmentForm
{
    public long Initiative { get; init; }
    public string Unit { get; init; } = "";
    public int Version { get; init; }

    /// <summary>Among the unit's own; none when it has none.</summary>
    public int? Place { get; init; }
    public string Commitment { get; init; } = "";
    public string Why { get; init; } = "";
}

internal sealed class CommitmentFormValidator : AbstractValidator<CommitmentForm>
{
    public CommitmentFormValidator(IStringLocalizer<CapacityText> text)
    {
        RuleFor(form => form.Place).InclusiveBetween(1, 999).WithMessage(_ => text["Invalid.Place"]);
        RuleFor(form => form.Commitment).Must(CommitmentKey.All.Contains).WithMessage(_ => text["Invalid.Commitment"]);
        RuleFor(form => form.Why)
            .Must(why => why.Trim().Length is > 0 and <= 4_000)
            .WithMessage(_ => text["Invalid.Why"]);
    }
}

/// <summary>What was said just now, so that it can be taken back.</summary>
public sealed record CommitmentDone
{
    public string Done { get; init; } = "";
    public long Initiative { get; init; }
    public string Unit { get; init; } = "";
    public int Version { get; init; }
}
