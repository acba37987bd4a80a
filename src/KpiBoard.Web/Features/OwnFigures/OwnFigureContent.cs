using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.OwnFigures;

/// <summary>What one version of a definition says.</summary>
public sealed record OwnFigureContent
{
    public string? NameEn { get; init; }
    public string? NameDa { get; init; }
    public string? NameNb { get; init; }
    public string? MeaningEn { get; init; }
    public string? MeaningDa { get; init; }
    public string? MeaningNb { get; init; }

    /// <summary>customer or traditional.</summary>
    public string Kind { get; init; } = OwnFigureKind.Customer;
    public string Unit { get; init; } = "";
    public string Good { get; init; } = "";
    public int Decimals { get; init; }
    public string AddsUp { get; init; } = "";
    public bool OnBoard { get; init; }
    public bool IsRetired { get; init; }

    public static OwnFigureContent Parse(string json) => KpiJson.Deserialize<OwnFigureContent>(json)!;
}

/// <summary>What a figure is about: customers, or what the company has always followed.</summary>
public static class OwnFigureKind
{
    public const string Customer = "customer";
    public const string Traditional = "traditional";

    public static readonly IReadOnlyList<string> All = [Customer, Traditional];
}

/// <summary>What somebody did to a definition.</summary>
public static class OwnFigureAction
{
    public const string Defined = "defined";
    public const string Changed = "changed";
    public const string Retired = "retired";
    public const string Restored = "restored";
    public const string Undone = "undone";
}

/// <summary>A definition in force.</summary>
public sealed class OwnFigureRow
{
    public string Code { get; init; } = "";
    public int Version { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";

    /// <summary>The last month that a value in force ends with, yyyymm; none without values.</summary>
    public int? LastMonth { get; init; }
}

/// <summary>One version of a definition.</summary>
public sealed class OwnFigureVersion
{
    public int Version { get; init; }
    public DateTimeOffset At { get; init; }
    public string By { get; init; } = "";
    public string Action { get; init; } = "";
    public string Content { get; init; } = "";

    public OwnFigureContent Said => OwnFigureContent.Parse(Content);
}
