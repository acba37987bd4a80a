using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>What a file's rows are read by, the same for all of them.</summary>
public sealed record RowContext(
    ImportKind Kind,
    CsvLayout Layout,
    ImportProfile Profile,
    TimeZoneInfo TimeZone,
    string? CompanyCurrency,
    DateOnly Today
)
{
    /// <summary>How the company writes its periods.</summary>
    public PeriodCalendar Calendar { get; init; } = new();

    /// <summary>The figures that a file may name.</summary>
    public KpiBook Figures { get; init; } = KpiBook.BuiltIn;

    /// <summary>Customers who were erased, and are not brought back.</summary>
    public ErasedSet Erased { get; init; } = ErasedSet.None;
}
