using KpiBoard.Core.Kpis;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>Reads which figures there are.</summary>
public static class KpiBookQueries
{
    private const string OwnSql = """
        SELECT [Code], [NameEn], [NameDa], [NameNb], [MeaningEn], [MeaningDa], [MeaningNb], [Kind], [Unit], [Good],
               [Decimals], [AddsUp], [OnBoard], [RetiredAt]
          FROM [OwnKpi]
         ORDER BY [Kind], [Code]
        """;

    public static async Task<KpiBook> ReadAsync(DatabaseTransaction transaction) =>
        Of(await transaction.QueryAsync<OwnKpiRow>(OwnSql));

    public static async Task<KpiBook> ReadAsync(KpiDatabase database, CancellationToken ct) =>
        Of(await database.QueryAsync<OwnKpiRow>(OwnSql, null, ct));

    private static KpiBook Of(IReadOnlyList<OwnKpiRow> rows) =>
        rows.Count == 0 ? KpiBook.BuiltIn : new(rows.Select(row => row.ToDefinition()));
}

/// <summary>A figure of the company's own as it is stored.</summary>
public sealed class OwnKpiRow
{
    public const string Traditional = "traditional";

    public string Code { get; init; } = "";
    public string? NameEn { get; init; }
    public string? NameDa { get; init; }
    public string? NameNb { get; init; }
    public string? MeaningEn { get; init; }
    public string? MeaningDa { get; init; }
    public string? MeaningNb { get; init; }
    public string Kind { get; init; } = "";
    public string Unit { get; init; } = "";
    public string Good { get; init; } = "";
    public int Decimals { get; init; }
    public string AddsUp { get; init; } = "";
    public bool OnBoard { get; init; }
    public DateTimeOffset? RetiredAt { get; init; }

    public KpiDefinition ToDefinition() =>
        // Nothing says how many answers or customers stand behind it: what the file gives as interval has to do.
        new(
            Code,
            Kind == Traditional ? KpiGroup.Traditional : KpiGroup.Own,
            OwnUnit.Known(Unit),
            OwnUnit.GoodSide(Good),
            IntervalMethod.Given,
            MinimumN: 0
        )
        {
            Own = new(
                Decimals,
                PeriodRules.TryParse(AddsUp, out var rule) ? rule : PeriodRule.Last,
                Texts(NameEn, NameDa, NameNb),
                Texts(MeaningEn, MeaningDa, MeaningNb)
            )
            {
                IsWrittenInPercent = Unit == OwnUnit.Percent,
                IsOnBoard = OnBoard,
                IsRetired = RetiredAt is not null,
            },
        };

    private static Dictionary<string, string> Texts(string? english, string? danish, string? norwegian) =>
        new[] { ("en", english), ("da", danish), ("nb", norwegian) }
            .Where(text => !string.IsNullOrEmpty(text.Item2))
            .ToDictionary(text => text.Item1, text => text.Item2!);
}

/// <summary>What a company can count its own figures in, and which side it can call good, as the table has them.</summary>
public static class OwnUnit
{
    /// <summary>A share that files give as 97.3.</summary>
    public const string Percent = "percent";

    /// <summary>A share that files give as 0.973.</summary>
    public const string Share = "share";

    public static readonly IReadOnlyList<string> All =
    [
        Percent,
        Share,
        KpiUnit.Points.Text(),
        KpiUnit.Money.Text(),
        KpiUnit.Count.Text(),
        KpiUnit.Days.Text(),
        KpiUnit.Number.Text(),
    ];

    public static KpiUnit Known(string unit) =>
        unit is Percent or Share
            ? KpiUnit.Ratio
            : Enum.GetValues<KpiUnit>().FirstOrDefault(known => known.Text() == unit, KpiUnit.Number);

    public static GoodDirection GoodSide(string good) =>
        Enum.GetValues<GoodDirection>().FirstOrDefault(known => known.Text() == good, GoodDirection.Neither);
}
