using System.Text.Json;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>The rates that a bridge was counted at: each month's own, or the constant ones of the last run.</summary>
public sealed class BridgeRates
{
    private readonly Dictionary<(string Currency, int Month), long> months;
    private readonly Dictionary<string, long>? constant;

    /// <summary>The rates of some months.</summary>
    /// <param name="basis">What the last run's figures rest on, for a bridge at constant rates; else null.</param>
    public BridgeRates(Dictionary<(string Currency, int Month), long> months, string? basis)
    {
        this.months = months;
        constant = basis is null ? null : Constant(basis);
    }

    /// <summary>The rate of a month; none where no file gives it, and then the money is in no figure at all.</summary>
    public long? Of(string currency, int month) =>
        !months.TryGetValue((currency, month), out var rate) ? null
        : constant is null ? rate
        : constant.GetValueOrDefault(currency, rate);

    private static Dictionary<string, long> Constant(string basis)
    {
        using var document = JsonDocument.Parse(basis);
        var rates = document
            .RootElement.EnumerateObject()
            .FirstOrDefault(part => part.Name.Equals("constantRates", StringComparison.OrdinalIgnoreCase))
            .Value;
        return rates.ValueKind == JsonValueKind.Object
            ? rates.EnumerateObject().ToDictionary(rate => rate.Name, rate => rate.Value.GetInt64())
            : [];
    }
}
