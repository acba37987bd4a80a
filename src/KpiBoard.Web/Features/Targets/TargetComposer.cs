using System.Globalization;
using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Features.Targets.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Targets;

/// <summary>Puts targets and the values they are held against into the reader's words.</summary>
public sealed class TargetComposer(
    TargetPageQueries queries,
    KpiDatabase database,
    TimeProvider clock,
    AnnotationReader annotations,
    IStringLocalizer<TargetsText> text
)
{
    private const int PeriodsBefore = 13;
    private const int MonthsAhead = 24;
    private const int MonthsBack = 12;

    /// <summary>People ask where a figure should be in a year.</summary>
    private const int MonthsProposed = 12;

    /// <summary>The form for a new target, with what can be chosen.</summary>
    /// <param name="grain">Of the page that led here: the period of it a year ahead is proposed.</param>
    /// <param name="units">Those for which the writer may set targets.</param>
    public async Task<NewTargetPage> NewAsync(
        TargetForm form,
        string? grain,
        FigureWords words,
        VisibleUnits units,
        CancellationToken ct
    )
    {
        var calendar = words.Context.Calendar;
        var last = await queries.LastMonthAsync(ct) ?? Month.FromDate(DateOnly.FromDateTime(clock.GetUtcNow().Date));
        var wanted = Grains.TryParse(grain, out var known) ? known : Grain.Month;
        var proposed =
            form.Period.Length > 0 ? form.Period : calendar.Text(calendar.Containing(last + MonthsProposed, wanted));
        var book = await KpiBookQueries.ReadAsync(database, ct);
        var now = (await queries.NowAsync(last, ct)).ToDictionary(row => row.Kpi, row => row.ToPoint(calendar));
        var chosen = form.Kpi.Length > 0 ? form.Kpi : book.Codes.FirstOrDefault(IsKnown, KpiCatalogue.All[0].Code);
        return new(form)
        {
            Kpis = [.. book.All.Select(kpi => new TargetOption(kpi.Code, Option(kpi), kpi.Code == chosen))],
            Members =
            [
                .. (await queries.MembersAsync(ct))
                    .Where(row => units.Includes(row.Dimension, row.Member))
                    .GroupBy(row => row.Dimension)
                    .OrderBy(group => KpiDimensions.All.ToList().IndexOf(group.Key))
                    .Select(group =>
                        (
                            text[$"Dimension.{group.Key}"].Value,
                            (IReadOnlyList<TargetOption>)
                                [
                                    .. group.Select(row => new TargetOption(
                                        row.Text,
                                        words.NameOfMember(row.Member),
                                        row.Text == form.Member
                                    )),
                                ]
                        )
                    ),
            ],
            Periods =
            [
                .. Grains.All.Select(of =>
                    (
                        words.Name(of),
                        (IReadOnlyList<TargetOption>)
                            [
                                .. calendar
                                    .Range(of, last - MonthsBack, last + MonthsAhead)
                                    .Select(period => new TargetOption(
                                        calendar.Text(period),
                                        words.Context.Period(period),
                                        calendar.Text(period) == proposed
                                    )),
                            ]
                    )
                ),
            ],
        };

        bool IsKnown(string kpi) => now.GetValueOrDefault(kpi) is { IsAbsent: false };

        string Option(KpiDefinition kpi) =>
            IsKnown(kpi.Code)
                ? text["Figure.Now", words.Name(kpi), words.Value(kpi, now[kpi.Code])]
                : text["Figure.None", words.Name(kpi)];
    }

    public async Task<TargetPage> PageAsync(
        TargetVersion version,
        TargetForm? typed,
        FigureWords words,
        CancellationToken ct
    )
    {
        var kpi = (await KpiBookQueries.ReadAsync(database, ct)).Get(version.Kpi);
        var calendar = words.Context.Calendar;
        var period = calendar.Parse(version.Period);
        var targets = await TargetQueries.ReadAsync(database, ct);
        var points = await PointsAsync(version, words, targets, ct);
        var (goal, name) = (Number(kpi, version.Value, words), words.Name(kpi));
        var chart = Chart(kpi, version, period, points, targets, words);
        var marks = await annotations.MarksAsync(
            version.Kpi,
            version.Dimension,
            version.Member,
            [.. chart.Rows.Select(row => row.At)],
            words.Context,
            ct
        );
        return new(version, kpi, typed ?? TargetForm.Of(version, kpi.Unit))
        {
            Name = name,
            Who = Who(version.Member, version.Dimension, words),
            Period = words.Context.Period(period),
            Goal = goal,
            Lead = Lead(kpi, version, points, words),
            Status = words.StatusBadge(kpi, points.FirstOrDefault(point => point.Period == period)),
            FigureAddress = $"~/figures/{kpi.Code}{Query(version)}",
            Chart = chart,
            Marks = marks,
            History =
            [
                .. (await queries.VersionsAsync(version.Id, ct)).Select(other => new TargetHistory(
                    other.Version.ToString(CultureInfo.CurrentCulture),
                    other.Threshold is { } limit
                        ? text["GoalAndLimit", Number(kpi, other.Value, words), Number(kpi, limit, words)]
                        : Number(kpi, other.Value, words),
                    text["SetBy", words.Context.Time(other.SetAt), other.SetBy],
                    other.EndedAt is { } at ? text["EndedBy", words.Context.Time(at), other.EndedBy ?? ""] : "",
                    other.IsInForce
                )),
            ],
        };
    }

    private async Task<List<FigurePoint>> PointsAsync(
        TargetRow row,
        FigureWords words,
        TargetBook targets,
        CancellationToken ct
    )
    {
        var values = await queries.ValuesAsync(row.Kpi, row.Grain, row.Dimension, row.Member, ct);
        var points = values.Select(value => value.ToPoint(words.Context.Calendar));
        return [.. targets.With(row.Kpi, row.Dimension, row.Member, points).OrderBy(point => point.Period)];
    }

    /// <summary>"Now 2.4% (Oct 2026). To reach 2.0% it has to move by −0.4 points in 14 months."</summary>
    private string Lead(KpiDefinition kpi, TargetVersion version, List<FigurePoint> points, FigureWords words)
    {
        var latest = points.LastOrDefault(point => point is { IsComplete: true, IsAbsent: false });
        if (latest?.Value is not { } value)
        {
            return text["LeadNoValue"];
        }
        var now = text["LeadNow", words.Value(kpi, latest), words.Context.Period(latest.Period)].Value;
        var months = Month.FromKey(version.LastMonth) - latest.Period.Last;
        if (months <= 0)
        {
            return now;
        }
        var difference = words.Numbers(kpi, latest).Change(version.Value - value);
        return $"{now} {text["LeadToGo", Number(kpi, version.Value, words), difference, words.Context.Formats.Whole(months)]}";
    }

    private TargetChart Chart(
        KpiDefinition kpi,
        TargetVersion version,
        Period due,
        List<FigurePoint> points,
        TargetBook targets,
        FigureWords words
    )
    {
        var calendar = words.Context.Calendar;
        var shown = points
            .Where(point => point.Period <= due)
            .TakeLast(PeriodsBefore)
            .ToDictionary(point => point.Period);
        var first = shown.Count == 0 ? due : shown.Keys.Min();
        var latest = shown.Values.LastOrDefault(point => !point.IsAbsent) ?? new FigurePoint(due);
        var numbers = words.TableNumbers(kpi, latest);
        var rows = PeriodCalendar
            .Range(first, due)
            .Select(period => shown.GetValueOrDefault(period) ?? new FigurePoint(period))
            .Select(point =>
                point with
                {
                    Target = targets.Of(
                        kpi.Code,
                        version.GrainKnown,
                        version.Dimension,
                        version.Member,
                        point.Period.Last
                    ),
                }
            )
            .ToList();
        var largest = rows.SelectMany(point => new[] { point.Value, point.Target?.Value })
            .Max(value => Math.Abs(value ?? 0));
        var (divide, unit) = numbers.Scale(largest);
        var ends = rows.SelectMany(point =>
                new[] { point.Value, point.Lower, point.Target?.Value, point.Target?.Threshold }
            )
            .OfType<double>()
            .ToList();
        return new([.. rows.Select(Row)])
        {
            Digits = words.Numbers(kpi, latest).Digits,
            Unit = unit,
            Divide = divide,
            FromZero = ends.Count == 0 || ends.Min() <= 0 || ends.Min() < ends.Max() / 2,
            HasInterval = rows.Exists(point => point.Lower is not null),
            HasThreshold = rows.Exists(point => point.Target?.Threshold is not null),
            Alt = text["ChartAlt", words.Name(kpi), words.Context.Period(first), words.Context.Period(due)],
        };

        TargetChartRow Row(FigurePoint point) =>
            new(words.Context.Period(point.Period), words.Context.PeriodShort(point.Period))
            {
                At = point.Period,
                Value = point.Money is { } money
                    ? new(words.Context.Formats.MoneyNumber(money), Exact(money.ToDouble()))
                    : Cell(point.Value),
                Lower = Cell(point.Lower),
                Upper = Cell(point.Upper),
                Target = Cell(point.Target?.Value),
                Threshold = Cell(point.Target?.Threshold),
                Status = words.StatusBadge(kpi, point)?.Text ?? "",
                IsRunning = !point.IsComplete && !point.IsAbsent,
            };

        TargetCell Cell(double? value) =>
            value is not { } known ? TargetCell.None
            : kpi.Unit == KpiUnit.Money
                ? new(words.Context.Formats.MoneyNumber(Money.FromDecimal((decimal)known)), Exact(known))
            : new(numbers.Plain(known), Exact(known));
    }

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(KpiDefinition kpi, double value, FigureWords words) =>
        FigureNumbers.OfTyped(kpi, words.Context, value).Text(value);

    private string Who(string member, string dimension, FigureWords words) =>
        dimension.Length == 0 ? text["Everybody"] : words.NameOfMember(member);

    private static string Query(TargetVersion version) =>
        QueryString
            .Create(
                new Dictionary<string, string?>
                {
                    ["grain"] = version.Grain,
                    ["member"] = version.Dimension.Length == 0 ? "" : $"{version.Dimension}:{version.Member}",
                }
            )
            .ToString();
}
