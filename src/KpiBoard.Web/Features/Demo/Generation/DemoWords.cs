using System.Text.Json;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>The invented words of <c>db/demo/words.json</c>.</summary>
internal sealed class DemoWords
{
    public static readonly DemoWords All = Read();

    public required IReadOnlyList<string> PlaceStarts { get; init; }

    public required IReadOnlyList<string> PlaceEnds { get; init; }

    public required IReadOnlyList<DemoUnit> Units { get; init; }

    /// <summary>Comments by language and by promoter, passive, detractor.</summary>
    public required IReadOnlyDictionary<
        string,
        IReadOnlyDictionary<string, IReadOnlyList<string>>
    > Comments { get; init; }

    /// <summary>A name that no other number has.</summary>
    public string CustomerName(DemoUnit unit, Segment segment, int number)
    {
        var (trades, form) = segment switch
        {
            Segment.SmallBusiness => (unit.Small, unit.SmallForm),
            Segment.PublicSector => (unit.Public, null),
            _ => (unit.Large, unit.LargeForm),
        };
        var place = PlaceStarts[number % PlaceStarts.Count] + PlaceEnds[number / PlaceStarts.Count % PlaceEnds.Count];
        // After each round of places, the trades move on: 320 places and 12 trades give 3,840 different names.
        var trade = trades[(number + 5 * (number / (PlaceStarts.Count * PlaceEnds.Count))) % trades.Count];
        return form is null ? $"{place} {trade}" : $"{place} {trade} {form}";
    }

    private static DemoWords Read()
    {
        using var stream = typeof(DemoWords).Assembly.GetManifestResourceStream("demo/words.json")!;
        return JsonSerializer.Deserialize<DemoWords>(stream, KpiJson.Options)!;
    }
}

/// <summary>A business unit.</summary>
internal sealed class DemoUnit
{
    public required string Name { get; init; }

    public required string Code { get; init; }

    /// <summary>The language in which its customers answer.</summary>
    public required string Language { get; init; }

    public required IReadOnlyList<string> Regions { get; init; }

    public required IReadOnlyList<string> Small { get; init; }

    public required IReadOnlyList<string> Large { get; init; }

    public required IReadOnlyList<string> Public { get; init; }

    public required string SmallForm { get; init; }

    public required string LargeForm { get; init; }
}
