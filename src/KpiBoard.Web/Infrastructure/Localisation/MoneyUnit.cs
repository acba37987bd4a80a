using KpiBoard.Core;

namespace KpiBoard.Web.Infrastructure.Localisation;

/// <summary>The unit of a column of money: named once above it, with the same digits in every row.</summary>
public sealed record MoneyUnit(Formats Formats, decimal Divisor, int Digits)
{
    /// <summary>DKK m, mio. kr., k DKK.</summary>
    public required string Name { get; init; }

    /// <summary>The amount without its unit; a plain 0 for nothing at all.</summary>
    public string Number(Money amount) =>
        amount == Money.Zero ? "0" : Formats.Number(amount.ToDecimal() / Divisor, Digits);
}
