using System.Globalization;
using FluentValidation;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Capacity.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Capacity;

/// <summary>The days that units have and the days that are asked of them.</summary>
public sealed record CapacityPage(WorkBook Book, CapacityPlan Plan, CompanySettings Settings)
{
    /// <summary>By what runs now; else by what fits when the decided order is followed.</summary>
    public const string ByPlan = "planned";

    public required bool MaySet { get; init; }
    public required IReadOnlyList<string> Units { get; init; }
    public required IReadOnlyList<CapacityRow> Steps { get; init; }

    /// <summary>The months that are shown.</summary>
    public required IReadOnlyList<Month> Months { get; init; }
    public string Load { get; init; } = "";
    public CapacityForm Form { get; init; } = new();
    public CapacityDone Done { get; init; } = new();
    public bool IsWrong { get; init; }

    public bool IsByPlan => Load == ByPlan;

    public UnitLoad? Of(string unit, Month month) =>
        Plan.Loads.FirstOrDefault(load => load.Unit == unit && load.Month == month);

    public double Asked(UnitLoad load) => IsByPlan ? load.Planned : load.Today;

    /// <summary>By how many days more are asked than there are, in the months shown; the worst first.</summary>
    public IReadOnlyList<(UnitLoad Load, double Over)> Overloads =>
        [
            .. Plan
                .Loads.Where(load => Months.Contains(load.Month) && load.Excess is not null)
                .Select(load => (load, load.Excess!.Value))
                .OrderByDescending(load => load.Value),
        ];

    public IEnumerable<string> LoadedUnits =>
        Plan.Loads.Where(load => Months.Contains(load.Month)).Select(load => load.Unit).Distinct();

    public InitiativeWork Work(string initiative) => Book.Initiatives.First(one => one.Work.Initiative == initiative);

    /// <summary>Whether the initiative counts in the load that is shown.</summary>
    public bool Counts(InitiativeWork one) =>
        IsByPlan
            ? Plan.Fits.First(fit => fit.Initiative == one.Work.Initiative).Verdict
                is CapacityVerdict.GoesOn
                    or CapacityVerdict.CanStart
            : one.Work.IsRunning;

    /// <summary>Which initiatives make the load of a unit in the months shown, the largest first.</summary>
    public IReadOnlyList<(InitiativeWork Work, IReadOnlyList<double> Days)> Makers(string unit) =>
        [
            .. Book
                .Initiatives.Where(Counts)
                .Select(one =>
                    (
                        one,
                        Days: (IReadOnlyList<double>)
                            [
                                .. Months.Select(month =>
                                    one.Work.Shares.Where(share => share.Unit == unit && share.Month == month)
                                        .Sum(share => share.Days)
                                ),
                            ]
                    )
                )
                .Where(one => one.Days.Sum() > 0)
                .OrderByDescending(one => one.Days.Sum()),
        ];

    /// <summary>Open initiatives of which nobody has said how much work they are: they are in no load.</summary>
    public IEnumerable<InitiativeWork> Unknown => Book.Initiatives.Where(one => !one.HasEffort);
}

/// <summary>What a unit has from a month on, as it is typed.</summary>
public sealed record CapacityForm
{
    public string Unit { get; init; } = "";

    /// <summary>yyyymm.</summary>
    public int FromMonth { get; init; }
    public string Days { get; init; } = "";

    /// <summary>As many as a unit of thousands has.</summary>
    private const decimal Most = 100_000m;

    public double? Number() =>
        TypedNumber.Parse(Days, Formats.Current) is >= 0 and <= Most and var days ? (double)days : null;

    public static bool IsMonth(int key) => key / 100 is >= 2000 and < 2100 && key % 100 is >= 1 and <= 12;
}

internal sealed class CapacityFormValidator : AbstractValidator<CapacityForm>
{
    public CapacityFormValidator(CapacityStore store, IStringLocalizer<CapacityText> text)
    {
        RuleFor(form => form.Unit)
            .MustAsync(async (unit, ct) => (await store.UnitsAsync(ct)).Contains(unit))
            .WithMessage(_ => text["Invalid.Unit"]);
        RuleFor(form => form.FromMonth).Must(CapacityForm.IsMonth).WithMessage(_ => text["Invalid.Month"]);
        RuleFor(form => form.Days).Must((form, _) => form.Number() is not null).WithMessage(_ => text["Invalid.Days"]);
    }
}

/// <summary>What was set just now, and what stood there before.</summary>
public sealed record CapacityDone
{
    public string Done { get; init; } = "";
    public string Unit { get; init; } = "";
    public int Month { get; init; }

    /// <summary>Numbers in the invariant culture; empty for none.</summary>
    public string Before { get; init; } = "";
    public string After { get; init; } = "";

    public static string Write(double? days) => days?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    public static double? Read(string days) =>
        double.TryParse(days, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
        && number >= 0
            ? number
            : null;
}
