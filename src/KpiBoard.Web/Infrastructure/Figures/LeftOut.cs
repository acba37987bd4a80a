using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>Money of a month that is in no figure, because no rate is known for its currency.</summary>
/// <param name="Month">yyyyMM.</param>
public sealed record LeftOut(string Currency, int Month, Money Amount)
{
    /// <summary>What a refresh run noted in its summary.</summary>
    public static IReadOnlyList<LeftOut> Of(string? summary) =>
        summary is null ? [] : KpiJson.Deserialize<Noted>(summary)?.WithoutRate ?? [];

    private sealed record Noted(IReadOnlyList<LeftOut>? WithoutRate);
}
