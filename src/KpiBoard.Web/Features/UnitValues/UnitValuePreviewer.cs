using KpiBoard.Core;
using KpiBoard.Web.Features.UnitValues.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>Says what another value would move, before it is saved.</summary>
public sealed class UnitValuePreviewer(
    IEnumerable<IOrderPreview> orders,
    Formats formats,
    IStringLocalizer<UnitValuesText> text
)
{
    private const int ScoreDigits = 2;

    public async Task<UnitValuePreview> PreviewAsync(
        UnitValueSituation situation,
        UnitValueKey key,
        Money amount,
        CancellationToken ct
    )
    {
        var row = (situation.Values.SetFor(key.Kpi, key.Dimension, key.Member) ?? new UnitValueRow()) with
        {
            Kpi = key.Kpi,
            Dimension = key.Dimension,
            Member = key.Member,
            Amount = amount,
            Currency = situation.Values.Currency ?? "",
        };
        if (orders.FirstOrDefault() is { } order)
        {
            return InOrder(await order.WithUnitValuesAsync(values => values.With(row), ct), situation);
        }
        return Expected(situation, situation.Values.With(row));
    }

    private UnitValuePreview InOrder(IReadOnlyList<OrderMove> moves, UnitValueSituation situation)
    {
        var moved = moves.Count(move => move.RankBefore != move.RankAfter);
        var worth = moves.Count(move => Differs(move.WorthBefore, move.WorthAfter));
        return new(
            moved > 0 ? text.Count("Preview.Moved", moved)
                : worth > 0 ? text.Count("Preview.SameOrder", worth)
                : text["Preview.Nothing"],
            HasOrder: true,
            [
                .. moves
                    .OrderBy(move => move.RankAfter)
                    .Select(move => new UnitValueMove(
                        move.InitiativeId,
                        move.Title,
                        formats.Whole(move.RankBefore),
                        formats.Whole(move.RankAfter),
                        move.RankBefore != move.RankAfter,
                        formats.Number(move.ScoreBefore, ScoreDigits),
                        formats.Number(move.ScoreAfter, ScoreDigits),
                        situation.Words.MoneyChange(move.WorthBefore),
                        situation.Words.MoneyChange(move.WorthAfter)
                    )),
            ]
        );
    }

    /// <summary>Without an order: what each initiative's likely changes are worth at full success.</summary>
    private UnitValuePreview Expected(UnitValueSituation situation, UnitValueBook after)
    {
        var moves = situation
            .Links.GroupBy(link => (link.InitiativeId, link.Title))
            .Select(of => (of.Key, Before: Sum(of, situation.Values), After: Sum(of, after)))
            .Where(one => Differs(one.Before, one.After))
            .OrderByDescending(one => one.After)
            .ToList();
        return new(
            moves.Count > 0 ? text.Count("Preview.Worth", moves.Count) : text["Preview.Nothing"],
            HasOrder: false,
            [
                .. moves.Select(one => new UnitValueMove(
                    one.Key.InitiativeId,
                    one.Key.Title,
                    "",
                    "",
                    false,
                    "",
                    "",
                    situation.Words.MoneyChange(one.Before),
                    situation.Words.MoneyChange(one.After)
                )),
            ]
        );

        double Sum(IEnumerable<LinkRow> links, UnitValueBook values) =>
            links.Sum(link => UnitValueSituation.Worth(link, link.ChangeLikely, values, situation.Figures) ?? 0);
    }

    /// <summary>By half a krone at least: what is not paid does not differ.</summary>
    private static bool Differs(double one, double other) => Math.Abs(one - other) >= 0.5;
}
