using System.Text.Json;
using System.Text.Json.Serialization;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// What a run's figures rest on besides the facts, kept with the run as JSON: where two runs differ in a definition, no
/// stored sum can be carried on and everything is added up anew.
/// </summary>
public sealed record FigureBasis
{
    /// <summary>Raised with every change of the program that changes figures or how they are stored.</summary>
    private const int CurrentVersion = 2;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>The company's currency; null as long as no line has come.</summary>
    public string? Currency { get; init; }

    public int FiscalYearStart { get; init; }

    public bool FiscalQuarters { get; init; }

    public string Churn { get; init; } = "";

    public double IntervalLevel { get; init; }

    public string TimeZone { get; init; } = "";

    /// <summary>The rates of the figures at constant rates; empty where there is one currency.</summary>
    public SortedDictionary<string, long> ConstantRates { get; init; } = [];

    /// <summary>Whether lines in another currency have been seen, be their rates known or not.</summary>
    public bool HasOtherCurrencies { get; init; }

    /// <summary>The date in the company's time zone.</summary>
    public int Today { get; init; }

    /// <summary>The months that revenue lines are in; none without lines.</summary>
    public int? FirstMonth { get; init; }

    public int? LastMonth { get; init; }

    /// <summary>The day that every source of revenue still delivering has reached.</summary>
    public int? RevenueTo { get; init; }

    /// <summary>For each level of survey the day that every source still asking at it has reached.</summary>
    public SortedDictionary<string, int> AnswersTo { get; init; } = [];

    public int? LastAnswerMonth { get; init; }

    /// <summary>For each level of survey the first month with an answer.</summary>
    public SortedDictionary<string, int> FirstAnswerMonths { get; init; } = [];

    /// <summary>The day as of which the register speaks.</summary>
    public int? RegisterTo { get; init; }

    /// <summary>The months that finance has closed, yyyymm.</summary>
    public IReadOnlyList<int> ClosedMonths { get; init; } = [];

    /// <summary>By code, what the values of the company's own figures rest on besides its files.</summary>
    public SortedDictionary<string, string> OwnFigures { get; init; } = [];

    public static FigureBasis Of(CompanySettings settings, DateOnly today) =>
        new()
        {
            Currency = settings.Currency,
            FiscalYearStart = settings.FiscalYearStart,
            FiscalQuarters = settings.FiscalQuarters,
            Churn = settings.Churn.ToString(),
            IntervalLevel = settings.IntervalLevel,
            TimeZone = settings.TimeZone.Id,
            Today = DateKey.ToKey(today),
        };

    /// <summary>The basis of an earlier run; one that another version of the program wrote in another shape holds nothing but that.</summary>
    public static FigureBasis Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RefreshJson.Instance.FigureBasis)!;
        }
        catch (JsonException)
        {
            return new() { Version = 0 };
        }
    }

    [JsonIgnore]
    public bool IsChurnByActivity => Churn == ChurnDefinition.Activity.ToString();

    [JsonIgnore]
    public bool IsChurnByContract => Churn == ChurnDefinition.Contract.ToString();

    [JsonIgnore]
    public bool HasRates => ConstantRates.Count > 0;

    [JsonIgnore]
    public PeriodCalendar Calendar => new(FiscalYearStart, FiscalQuarters);

    public bool HasDefinitionsOf(FigureBasis other) =>
        Version == other.Version
        && Currency == other.Currency
        && FiscalYearStart == other.FiscalYearStart
        && FiscalQuarters == other.FiscalQuarters
        && Churn == other.Churn
        && IntervalLevel.Equals(other.IntervalLevel)
        && TimeZone == other.TimeZone
        && ConstantRates.SequenceEqual(other.ConstantRates);

    /// <summary>Whether a period of revenue is complete.</summary>
    public bool IsComplete(Period period) => IsComplete(period, RevenueTo);

    public bool IsAnswered(string level, Period period) =>
        AnswersTo.TryGetValue(level, out var day) && IsComplete(period, day);

    public bool IsRegistered(Period period) => IsComplete(period, RegisterTo);

    /// <summary>A measure speaks of the whole of its period: it is complete when that has ended.</summary>
    public bool IsMeasured(Period period) => IsComplete(period, DateKey.ToKey(period.LastDay));

    private bool IsComplete(Period period, int? lastDay)
    {
        DateOnly? reached = lastDay is { } day ? DateKey.FromKey(day) : null;
        return Completeness.Of(period, DateKey.FromKey(Today), reached, IsClosed(period, reached))
            == PeriodState.Complete;
    }

    /// <summary>Closed is a period whose months are: each by finance, or complete by itself.</summary>
    private bool IsClosed(Period period, DateOnly? reached)
    {
        if (!ClosedMonths.Contains(period.Last.Key))
        {
            return false;
        }
        var today = DateKey.FromKey(Today);
        return Enumerable
            .Range(0, period.Length)
            .Select(at => period.First + at)
            .All(month => ClosedMonths.Contains(month.Key) || (today > month.LastDay && reached >= month.LastDay));
    }
}
