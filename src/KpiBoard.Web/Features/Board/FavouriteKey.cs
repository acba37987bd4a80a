using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Features.Board;

/// <summary>A figure, of the whole company or of a member, as one text: <c>nrr</c>, <c>nrr|segment:Small business</c>.</summary>
public static class FavouriteKey
{
    public static string Of(string kpi, string dimension, string member) =>
        dimension.Length == 0 ? kpi : $"{kpi}|{dimension}:{member}";

    public static string Of(FavouriteRow row) => Of(row.Kpi, row.Dimension, row.Member);

    /// <summary>What the text means; null for what is no figure.</summary>
    public static FavouriteRow? Parse(string? text) =>
        text?.Split('|', 2) is not [{ Length: > 0 and <= 50 } kpi, .. var rest] ? null
        : rest is [] ? new FavouriteRow { Kpi = kpi }
        : rest[0].Split(':', 2) is [var dimension, { Length: > 0 and <= 200 } member]
        && KpiDimensions.All.Contains(dimension)
            ? new FavouriteRow
            {
                Kpi = kpi,
                Dimension = dimension,
                Member = member,
            }
        : null;
}
