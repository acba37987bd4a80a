using System.Globalization;
using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>An initiative as it is typed.</summary>
public sealed record InitiativeForm
{
    /// <summary>Rows for figures that a form offers beyond those that are filled.</summary>
    private const int SpareLinks = 2;

    /// <summary>The version that the person had before them; 0 for a new initiative.</summary>
    public int Version { get; init; }
    public long? Theme { get; init; }

    /// <summary>The title of a theme that is written down together with a new initiative.</summary>
    public string NewTheme { get; init; } = "";
    public string Title { get; init; } = "";
    public string Why { get; init; } = "";
    public string CustomersWords { get; init; } = "";
    public string BriefCustomers { get; init; } = "";
    public string BriefNeed { get; init; } = "";
    public string BriefSituation { get; init; } = "";
    public string BriefDifference { get; init; } = "";
    public long? Owner { get; init; }

    /// <summary>0: none.</summary>
    public long Sponsor { get; init; }

    /// <summary>Empty while it is not said.</summary>
    public string Approach { get; init; } = "";
    public string Diagnosis { get; init; } = "";
    public bool IsBet { get; init; }
    public string ProofDate { get; init; } = "";
    public string KillCriterion { get; init; } = "";
    public string StartsOn { get; init; } = "";
    public string EndsOn { get; init; } = "";
    public string EffortDays { get; init; } = "";
    public string Budget { get; init; } = "";
    public string BudgetCurrency { get; init; } = "";
    public List<string> Units { get; init; } = [];
    public List<LinkForm> Links { get; init; } = [];

    public IEnumerable<LinkForm> LinksWithSpare =>
        Links.Where(link => !link.IsEmpty).Concat(Enumerable.Repeat(new LinkForm(), SpareLinks));

    public static InitiativeForm From(InitiativeContent content, int version, Formats formats, KpiBook figures) =>
        new()
        {
            Version = version,
            Theme = content.ThemeId,
            Title = content.Title,
            Why = content.Why,
            CustomersWords = content.CustomersWords,
            BriefCustomers = content.BriefCustomers,
            BriefNeed = content.BriefNeed,
            BriefSituation = content.BriefSituation,
            BriefDifference = content.BriefDifference,
            Owner = content.OwnerId,
            Sponsor = content.SponsorId ?? 0,
            Approach = content.Approach ?? "",
            Diagnosis = content.Diagnosis,
            IsBet = content.IsBet,
            ProofDate = TypedNumber.ShowDay(content.ProofDate),
            KillCriterion = content.KillCriterion,
            StartsOn = TypedNumber.ShowDay(content.StartsOn),
            EndsOn = TypedNumber.ShowDay(content.EndsOn),
            EffortDays = content.EffortDays?.ToString(CultureInfo.InvariantCulture) ?? "",
            Budget = content.Budget() is { } budget ? TypedNumber.Show(budget.ToDecimal(), formats) : "",
            BudgetCurrency = content.BudgetCurrency ?? "",
            Units = [.. content.Units],
            Links = [.. content.Links.Select(link => LinkForm.From(link, formats, figures))],
        };

    /// <summary>What a valid form says.</summary>
    public InitiativeContent ToContent(Formats formats, KpiBook figures)
    {
        var budget = TypedNumber.Parse(Budget, formats);
        return new()
        {
            ThemeId = Theme!.Value,
            Title = Title.Trim(),
            Why = Text(Why),
            CustomersWords = Text(CustomersWords),
            BriefCustomers = Text(BriefCustomers),
            BriefNeed = Text(BriefNeed),
            BriefSituation = Text(BriefSituation),
            BriefDifference = Text(BriefDifference),
            OwnerId = Owner!.Value,
            SponsorId = Sponsor == 0 ? null : Sponsor,
            Approach = Approach.Length == 0 ? null : Approach,
            Diagnosis = Text(Diagnosis),
            IsBet = IsBet,
            ProofDate = IsBet ? TypedNumber.ParseDay(ProofDate) : null,
            KillCriterion = IsBet ? Text(KillCriterion) : "",
            StartsOn = TypedNumber.ParseDay(StartsOn)!.Value,
            EndsOn = TypedNumber.ParseDay(EndsOn),
            EffortDays = int.TryParse(EffortDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                ? days
                : null,
            BudgetUnits = budget is { } amount ? Money.FromDecimal(amount).Units : null,
            BudgetCurrency = budget is null ? null : BudgetCurrency.Trim().ToUpperInvariant(),
            Units = [.. Units.Distinct().Order()],
            Links = [.. Links.Where(link => !link.IsEmpty).Select(link => link.ToContent(formats, figures))],
        };
    }

    /// <summary>Browsers send line ends of two characters; one version must not differ from another by them.</summary>
    private static string Text(string typed) => typed.ReplaceLineEndings("\n").Trim();
}

/// <summary>The change that is meant for one figure, as it is typed: ratios in percentage points.</summary>
public sealed record LinkForm
{
    private const char Separator = ':';

    public string Kpi { get; init; } = "";

    /// <summary>Dimension and member in one, as in <c>segment:Mid-size</c>; empty for everybody.</summary>
    public string Member { get; init; } = "";
    public string Low { get; init; } = "";
    public string Likely { get; init; } = "";
    public string High { get; init; } = "";
    public string ByWhen { get; init; } = "";

    public bool IsEmpty => Kpi.Length == 0;

    public static string MemberKey(string dimension, string member) =>
        dimension.Length == 0 ? "" : $"{dimension}{Separator}{member}";

    /// <summary>Percentage points for ratios; else the figure's own unit.</summary>
    private static decimal Scale(string kpi, KpiBook figures) =>
        figures.TryGet(kpi, out var known) && known.Unit == KpiUnit.Ratio ? 100 : 1;

    public static LinkForm From(LinkContent link, Formats formats, KpiBook figures)
    {
        string Show(double change) => TypedNumber.Show((decimal)change * Scale(link.Kpi, figures), formats);
        return new()
        {
            Kpi = link.Kpi,
            Member = MemberKey(link.Dimension, link.Member),
            Low = Show(link.ChangeLow),
            Likely = Show(link.ChangeLikely),
            High = Show(link.ChangeHigh),
            ByWhen = TypedNumber.ShowDay(link.ByWhen),
        };
    }

    public LinkContent ToContent(Formats formats, KpiBook figures)
    {
        var parts = Member.Split(Separator, 2);
        double[] ends = [Number(Low, formats, figures), Number(High, formats, figures)];
        return new()
        {
            Kpi = Kpi,
            Dimension = parts.Length == 2 ? parts[0] : "",
            Member = parts.Length == 2 ? parts[1] : "",
            ChangeLow = ends.Min(),
            ChangeLikely = Number(Likely, formats, figures),
            ChangeHigh = ends.Max(),
            ByWhen = TypedNumber.ParseDay(ByWhen)!.Value,
        };
    }

    /// <summary>The likely change lies between the two others, whichever of them was written first.</summary>
    public bool IsInOrder(Formats formats) =>
        (TypedNumber.Parse(Low, formats), TypedNumber.Parse(Likely, formats), TypedNumber.Parse(High, formats))
            is ({ } low, { } likely, { } high)
        && likely >= Math.Min(low, high)
        && likely <= Math.Max(low, high);

    private double Number(string typed, Formats formats, KpiBook figures) =>
        (double)(TypedNumber.Parse(typed, formats)!.Value / Scale(Kpi, figures));
}
