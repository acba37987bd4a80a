using System.Globalization;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>Makes the engine's input of stored rows.</summary>
public sealed class SituationMaker(CompanySettings settings, DateOnly today)
{
    /// <summary>Confidence is given on a scale from 0 to 10.</summary>
    private const double FullConfidence = 10;

    public required IReadOnlyList<OpenInitiativeRow> Initiatives { get; init; }
    public required ILookup<long, OpenLinkRow> Links { get; init; }
    public required ILookup<long, EvidenceItem> Evidence { get; init; }
    public required WorkBook Work { get; init; }
    public required LatestRates Rates { get; init; }
    public required KpiBook Book { get; init; }
    public required TargetBook Targets { get; init; }
    public required UnitValueBook UnitValues { get; init; }
    public required IReadOnlyList<FigureRow> Figures { get; init; }

    private Month ThisMonth => Month.FromDate(today);

    public Situation Make()
    {
        var maker = new GoalMaker(settings, Book, Targets, UnitValues, Figures);
        var goals = Initiatives
            .SelectMany(row => Links[row.Id])
            .Select(link => (link.Kpi, link.Dimension, link.Member))
            .Distinct()
            .Order()
            .Select(subject => (Subject: subject, Made: maker.Make(subject.Kpi, subject.Dimension, subject.Member)))
            .Where(one => one.Made is not null)
            .ToDictionary(one => one.Subject, one => one.Made!.Value);
        var work = Work.Initiatives.ToDictionary(one => one.Id);
        var contenders = Initiatives.Select(row => Contend(row, work[row.Id])).ToList();
        var input = new PriorityInput(
            [.. goals.Values.Select(one => one.Goal)],
            [.. Initiatives.Zip(contenders, (row, one) => Compete(row, one, goals))]
        )
        {
            CostFloor = settings.CostFloor,
        };
        return new(input)
        {
            Today = today,
            Settings = settings,
            Contenders = contenders,
            Goals = [.. goals.Values.Select(one => one.Note)],
            Days = Work.Days,
            Unknowns = [.. Unknowns(input, [.. goals.Values.Select(one => one.Note)], contenders)],
        };
    }

    private Candidate Compete(
        OpenInitiativeRow row,
        Contender one,
        Dictionary<(string, string, string), (Goal Goal, GoalNote Note)> goals
    ) =>
        new(
            one.Key,
            [
                .. Links[row.Id]
                    .Where(link => goals.ContainsKey((link.Kpi, link.Dimension, link.Member)))
                    .Select(link => new EffectLink(
                        goals[(link.Kpi, link.Dimension, link.Member)].Goal.Key,
                        link.ChangeLow,
                        link.ChangeLikely,
                        link.ChangeHigh,
                        Math.Max(Month.FromDate(link.ByWhen) - ThisMonth, 0)
                    )),
            ],
            one.Evidence.Chance,
            row.Confidence / FullConfidence,
            one.Cost
        );

    private Contender Contend(OpenInitiativeRow row, InitiativeWork work)
    {
        var key = KeyOf(row.Id);
        double? daysLeft = work.HasEffort ? work.DaysLeft : null;
        var budgetLeft = work.BudgetLeft is { } left ? Rates.Convert(left, work.Currency, settings.Currency) : null;
        return new(row.Id, key)
        {
            Title = row.Title,
            Status = row.Status,
            Theme = row.Theme,
            Approach = row.Approach,
            IsBet = row.IsBet,
            OwnerId = row.OwnerId,
            Owner = row.Owner,
            Units = work.Units,
            Evidence = EvidenceLedger.Assess(Evidence[row.Id], today, settings.HalfLives),
            Confidence = row.Confidence,
            DaysLeft = daysLeft,
            BudgetLeft = budgetLeft,
            HasBudgetWithoutRate = work.BudgetLeft is not null && budgetLeft is null,
            Cost = ((daysLeft ?? 0) * (settings.PersonDayRate ?? 0)) + (budgetLeft?.ToDouble() ?? 0),
            Work = work.Work with { Initiative = key },
        };
    }

    public static long IdOf(string key) => long.Parse(key.AsSpan("INI-".Length), CultureInfo.InvariantCulture);

    public static string KeyOf(long id) => string.Create(CultureInfo.InvariantCulture, $"INI-{id}");

    private IEnumerable<Unknown> Unknowns(
        PriorityInput input,
        IReadOnlyList<GoalNote> notes,
        IReadOnlyList<Contender> contenders
    )
    {
        if (settings.PersonDayRate is null && contenders.Any(one => one.DaysLeft > 0))
        {
            yield return new(UnknownKind.NoDayRate);
        }
        if (Work.Days.Count == 0 && contenders.Count > 0)
        {
            yield return new(UnknownKind.NoCapacity);
        }
        foreach (var (goal, note) in input.Goals.Zip(notes))
        {
            foreach (var kind in UnknownsOf(goal, note))
            {
                yield return new(kind, goal.Key);
            }
        }
        foreach (var one in contenders)
        {
            if (!Links[one.Id].Any())
            {
                yield return new(UnknownKind.NoLinks, Initiative: one.Id);
            }
            if (one.DaysLeft is null)
            {
                yield return new(UnknownKind.NoEffort, Initiative: one.Id);
            }
            if (one.HasBudgetWithoutRate)
            {
                yield return new(UnknownKind.OtherCurrency, Initiative: one.Id);
            }
        }
    }

    private static IEnumerable<UnknownKind> UnknownsOf(Goal goal, GoalNote note)
    {
        if (goal.UnitValue == 0)
        {
            yield return UnknownKind.NoUnitValue;
        }
        if (note.ValueOrigin == UnitWorthOrigin.CompanyShare)
        {
            yield return UnknownKind.CompanyUnitValue;
        }
        if (goal.Estimate is null)
        {
            yield return UnknownKind.NoValue;
        }
        else if (goal.StandardError is null)
        {
            yield return UnknownKind.NoError;
        }
        if (note.IsOld)
        {
            yield return UnknownKind.OldValue;
        }
        if (goal.Target is null)
        {
            yield return UnknownKind.NoTarget;
        }
    }
}
