using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>What a run has found when it starts to read, all as of one instant.</summary>
/// <param name="Basis">As far as it is known before any line has been read.</param>
internal sealed record Situation(
    DatabaseTransaction Transaction,
    PendingWork Pending,
    FigureBasis Basis,
    RateTable Rates,
    bool RatesChange
)
{
    public MemberNames Names { get; } = new();

    /// <summary>The basis with the months that lines are in, and what follows from them.</summary>
    public FigureBasis BasisOf(string? currency, int? firstMonth, int? lastMonth) =>
        Basis with
        {
            Currency = Basis.Currency ?? currency,
            FirstMonth = firstMonth,
            LastMonth = lastMonth,
            ConstantRates = lastMonth is { } last ? Rates.Newest(last, except: Basis.Currency ?? currency) : [],
        };

    public MoneyConversion Conversion(FigureBasis basis) => new(basis.Currency, Rates, basis.ConstantRates);
}

/// <summary>Reads what has changed and what it touches, or everything.</summary>
internal static class FigureReader
{
    private const string ClosedMonthsSql =
        "SELECT [Month] FROM [PeriodClose] WHERE [ReopenedAt] IS NULL ORDER BY [Month]";

    public static async Task<FigureWork> ReadAsync(
        KpiDatabase database,
        DatabaseTransaction transaction,
        CompanySettings settings,
        DateTimeOffset now,
        bool isFull
    )
    {
        var pending = await PendingWork.ReadAsync(transaction);
        var rates = await RateFacts.CurrentAsync(transaction);
        var ratesChange = !rates.IsSameAs(await RateFacts.StoredAsync(transaction));
        var basis = await BasisAsync(transaction, settings, now);
        var situation = new Situation(transaction, pending, basis, rates, ratesChange);
        var why =
            isFull ? WhyWhole.AskedFor
            : pending.Previous is null ? WhyWhole.FirstRun
            : pending.Previous.Version != basis.Version ? WhyWhole.NewVersion
            : pending.IsMostlyNew ? WhyWhole.MostlyNew
            : null;
        var work = why is null
            ? await TouchedReader.ReadAsync(situation, pending.Previous!)
            : await WholeReader.CountAsync(database, situation, why);
        return await OtherFigures.ReadAsync(situation, work);
    }

    private static async Task<FigureBasis> BasisAsync(
        DatabaseTransaction transaction,
        CompanySettings settings,
        DateTimeOffset now
    )
    {
        var revenue = await SourceReach.RevenueAsync(transaction);
        var answers = await SourceReach.AnswersAsync(transaction);
        var register = await SourceReach.RegisterAsync(transaction);
        return FigureBasis.Of(settings, settings.DateOf(now)) with
        {
            RevenueTo = revenue.All,
            AnswersTo = new(answers.ToDictionary(level => level.Key, level => level.Value.All!.Value)),
            LastAnswerMonth = answers.Values.Max(level => level.Newest) / 100,
            RegisterTo = register is { } at ? DateKey.ToKey(settings.DateOf(at)) : null,
            ClosedMonths = [.. await transaction.QueryAsync<int>(ClosedMonthsSql)],
        };
    }
}

/// <summary>Why a run adds everything up anew; kept in its summary.</summary>
internal static class WhyWhole
{
    public const string AskedFor = "asked for";
    public const string FirstRun = "first run";
    public const string NewVersion = "new version";
    public const string MostlyNew = "mostly new";
    public const string Rates = "rates changed";
    public const string Definitions = "definitions changed";
    public const string Months = "other months";
    public const string NewPeriod = "new period";
}
