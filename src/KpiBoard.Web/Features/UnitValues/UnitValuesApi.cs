using KpiBoard.Core.Kpis;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>What one unit of each figure is worth, for scripts.</summary>
[Route("api/v1/unit-values")]
public sealed class UnitValuesApi(UnitValueReader reader) : BearerController
{
    /// <summary>Every figure of the company, and of the members that a value was set for or an initiative is tied to.</summary>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<IReadOnlyList<UnitValueAnswer>>(StatusCodes.Status200OK)]
    public async Task<IReadOnlyList<UnitValueAnswer>> List(CancellationToken ct)
    {
        var situation = await reader.ReadAsync(VisibleUnits.All, ct);
        return
        [
            .. UnitValueComposer.Keys(situation, VisibleUnits.All).Select(key => UnitValueAnswer.Of(key, situation)),
        ];
    }
}

/// <summary>What one unit of a figure is worth in a year, as scripts read it.</summary>
public sealed record UnitValueAnswer
{
    public required string Kpi { get; init; }
    public required string? Dimension { get; init; }
    public required string? Member { get; init; }

    /// <summary>What the figure is counted in; of a <c>ratio</c> the value is that of one percentage point.</summary>
    public required string Unit { get; init; }

    /// <summary>Of an improvement by one unit; null where nobody has set a value and none follows from the figures.</summary>
    public required decimal? Value { get; init; }
    public required string? Currency { get; init; }

    /// <summary><c>set</c>, <c>computed</c>, <c>company-share</c> or <c>none</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>What follows from the figures, also where another value was set.</summary>
    public required decimal? Computed { get; init; }

    /// <summary>True when the computed value is one of earnings, false of revenue.</summary>
    public required bool? ComputedIsEarnings { get; init; }

    /// <summary>The member's part of the company's revenue, where the company's value is shared out by it.</summary>
    public required decimal? Share { get; init; }
    public required string? Through { get; init; }
    public required string? Owner { get; init; }
    public required string? Source { get; init; }
    public required DateOnly? AsOf { get; init; }
    public required bool? Stale { get; init; }

    internal static UnitValueAnswer Of(UnitValueKey key, UnitValueSituation situation)
    {
        var worth = situation.Values.Of(key.Kpi, key.Dimension, key.Member);
        return new()
        {
            Kpi = key.Kpi,
            Dimension = key.Dimension.Length == 0 ? null : key.Dimension,
            Member = key.Dimension.Length == 0 ? null : key.Member,
            Unit = worth.Unit.Text(),
            Value = worth.Amount,
            Currency = worth.IsKnown ? situation.Values.Currency : null,
            Origin = TreeController.Name(worth.Origin),
            Computed = worth.Computed?.Amount,
            ComputedIsEarnings = worth.Computed?.IsEarnings,
            Share = worth.Share,
            Through = worth.Set?.Through,
            Owner = worth.Set?.Owner,
            Source = worth.Set?.Source,
            AsOf = worth.Set?.AsOf,
            Stale = worth.Set?.IsStale(situation.Today),
        };
    }
}
