using System.Globalization;

namespace KpiBoard.Core;

/// <summary>
/// An amount in one currency, exact to 4 decimals: <see cref="Units"/> counts ten-thousandths of the currency unit.
/// Sums and differences are exact; beyond +-922 trillion they throw <see cref="OverflowException"/>.
/// </summary>
public readonly record struct Money(long Units) : IComparable<Money>
{
    public const int UnitsPerCurrencyUnit = 10_000;

    public static readonly Money Zero;

    public static Money operator +(Money left, Money right) => new(checked(left.Units + right.Units));

    public static Money operator -(Money left, Money right) => new(checked(left.Units - right.Units));

    public static Money operator -(Money value) => new(checked(-value.Units));

    public static bool operator <(Money left, Money right) => left.Units < right.Units;

    public static bool operator >(Money left, Money right) => left.Units > right.Units;

    public static bool operator <=(Money left, Money right) => left.Units <= right.Units;

    public static bool operator >=(Money left, Money right) => left.Units >= right.Units;

    /// <summary>Rounds once, half away from zero, to 4 decimals.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static Money FromDecimal(decimal amount) =>
        new(decimal.ToInt64(decimal.Round(amount * UnitsPerCurrencyUnit, 0, MidpointRounding.AwayFromZero)));

    public decimal ToDecimal() => new decimal(Units) / UnitsPerCurrencyUnit;

    public double ToDouble() => Units / (double)UnitsPerCurrencyUnit;

    public int CompareTo(Money other) => Units.CompareTo(other.Units);

    public override string ToString() => ToDecimal().ToString("0.0000", CultureInfo.InvariantCulture);
}
