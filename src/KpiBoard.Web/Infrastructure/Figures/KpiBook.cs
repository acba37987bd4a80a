using System.Diagnostics.CodeAnalysis;
using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>
/// The figures that there are: those that the product computes, and then the company's own. Read once for whatever is
/// made of it - a page, a refresh, an import - so that all of it speaks of the same ones.
/// </summary>
public sealed class KpiBook
{
    /// <summary>Without any figure of a company's own.</summary>
    public static readonly KpiBook BuiltIn = new([]);

    private readonly Dictionary<string, KpiDefinition> byCode;

    public KpiBook(IEnumerable<KpiDefinition> own)
    {
        Own = [.. own];
        All = [.. KpiCatalogue.All, .. Own.Where(kpi => kpi.Own is { IsRetired: false })];
        OnBoard = [.. All.Where(kpi => kpi.Own is null or { IsOnBoard: true })];
        byCode = KpiCatalogue.All.Concat(Own).ToDictionary(kpi => kpi.Code);
    }

    /// <summary>The figures in use, in the order in which they are listed.</summary>
    public IReadOnlyList<KpiDefinition> All { get; }

    /// <summary>Those that have a tile on the board.</summary>
    public IReadOnlyList<KpiDefinition> OnBoard { get; }

    /// <summary>The company's own, those that it has retired included.</summary>
    public IReadOnlyList<KpiDefinition> Own { get; }

    public IEnumerable<string> Codes => All.Select(kpi => kpi.Code);

    /// <summary>The figures in use, and that of the code where it was chosen before it was retired.</summary>
    public IEnumerable<KpiDefinition> AllAnd(string code) =>
        All.Concat(Own.Where(kpi => kpi.Code == code && kpi.Own is { IsRetired: true }));

    /// <summary>Also finds what is retired: what it said can still be looked up.</summary>
    public bool TryGet(string code, [NotNullWhen(true)] out KpiDefinition? kpi) => byCode.TryGetValue(code, out kpi);

    /// <summary>The figure of a code.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public KpiDefinition Get(string code) => byCode[code];
}
