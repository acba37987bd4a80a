using System.Numerics;
using System.Runtime.InteropServices;

namespace KpiBoard.Web.Features.Imports.Values;

/// <summary>A decimal number as it was written: <c>Mantissa / 10^Scale</c>, exact.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ExactNumber(Int128 Mantissa, int Scale)
{
    /// <summary>As many digits as <see cref="decimal"/> holds whatever they are.</summary>
    public const int MaxDigits = 28;

    private const int MoneyScale = 4;
    private const int DigitsOfInt64 = 18;

    private static readonly Int128[] Powers = [.. Enumerable.Range(0, 37).Select(exponent => Power(exponent))];

    /// <summary>The number, or the key of the message that says what is wrong with it.</summary>
    public static string? Parse(ReadOnlySpan<byte> text, byte decimalSign, out ExactNumber number)
    {
        number = default;
        var negative = text is [(byte)'-', ..];
        var digits = negative || text is [(byte)'+', ..] ? text[1..] : text;
        long mantissa = 0;
        var (count, point) = (0, -1);
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (uint)(digits[i] - '0');
            if (digit <= 9)
            {
                count++;
                mantissa = mantissa * 10 + digit;
            }
            else if (digits[i] == decimalSign && point < 0)
            {
                point = i;
            }
            else
            {
                return NumberShape.Problem(text, decimalSign);
            }
        }
        if (count == 0)
        {
            return NumberShape.Problem(text, decimalSign);
        }
        if (count > DigitsOfInt64)
        {
            return ParseLong(digits, point, negative, out number);
        }
        number = new ExactNumber(negative ? -mantissa : mantissa, point < 0 ? 0 : digits.Length - point - 1);
        return null;
    }

    /// <summary>In ten-thousandths. Nothing is rounded away: a fifth decimal that is not zero is an error.</summary>
    public string? ToMoney(out long units)
    {
        units = 0;
        if (Scale <= MoneyScale)
        {
            return Fits(Mantissa * Powers[MoneyScale - Scale], out units);
        }
        var (quotient, remainder) = Int128.DivRem(Mantissa, Powers[Scale - MoneyScale]);
        return remainder == 0 ? Fits(quotient, out units) : "number.tooManyDecimals";
    }

    /// <summary>Quantity x unit price in ten-thousandths: the exact product, rounded once, half away from zero.</summary>
    public static string? Multiply(ExactNumber quantity, ExactNumber unitPrice, out long units)
    {
        var scale = quantity.Scale + unitPrice.Scale - MoneyScale;
        if (
            IsInt64(quantity.Mantissa)
            && IsInt64(unitPrice.Mantissa)
            && scale < Powers.Length
            && scale > -MoneyScale - 1
        )
        {
            var product = quantity.Mantissa * unitPrice.Mantissa;
            return scale > 0 ? Fits(RoundedQuotient(product, Powers[scale]), out units)
                : Int128.Abs(product) > Int128.MaxValue / Powers[-scale] ? TooLarge(out units)
                : Fits(product * Powers[-scale], out units);
        }
        var large = (BigInteger)quantity.Mantissa * (BigInteger)unitPrice.Mantissa;
        return Fits(
            scale > 0 ? RoundedQuotient(large, BigInteger.Pow(10, scale)) : large * BigInteger.Pow(10, -scale),
            out units
        );
    }

    /// <summary>Ten-thousandths, away from zero: a small quantity keeps its sign.</summary>
    public string? ToQuantity(out long units)
    {
        if (Scale <= MoneyScale)
        {
            return ToMoney(out units);
        }
        var (quotient, remainder) = Int128.DivRem(Mantissa, Powers[Scale - MoneyScale]);
        return Fits(quotient + Int128.Sign(remainder), out units);
    }

    /// <summary>A number scaled to <paramref name="decimals"/> decimals, rounded half away from zero.</summary>
    public string? ToScaled(int decimals, out long units) =>
        Scale <= decimals
            ? Fits(Mantissa * Powers[decimals - Scale], out units)
            : Fits(RoundedQuotient(Mantissa, Powers[Scale - decimals]), out units);

    public double ToDouble() => (double)Mantissa / (double)Powers[Scale];

    /// <summary>The whole number it is, or null.</summary>
    public long? ToWhole()
    {
        var (quotient, remainder) = Int128.DivRem(Mantissa, Powers[Scale]);
        return remainder == 0 && IsInt64(quotient) ? (long)quotient : null;
    }

    private static string? ParseLong(ReadOnlySpan<byte> digits, int point, bool negative, out ExactNumber number)
    {
        number = default;
        if (point >= 0)
        {
            digits = digits.TrimEnd((byte)'0');
        }
        digits = digits.TrimStart((byte)'0');
        Int128 mantissa = 0;
        var (count, scale) = (0, -1);
        foreach (var character in digits)
        {
            if (character is < (byte)'0' or > (byte)'9')
            {
                scale = 0;
                continue;
            }
            mantissa = mantissa * 10 + (character - '0');
            scale = scale < 0 ? scale : scale + 1;
            if (++count > MaxDigits)
            {
                return "number.tooLong";
            }
        }
        number = new ExactNumber(negative ? -mantissa : mantissa, Math.Max(scale, 0));
        return null;
    }

    private static T RoundedQuotient<T>(T value, T divisor)
        where T : IBinaryInteger<T>
    {
        var (quotient, remainder) = T.DivRem(value, divisor);
        var rest = T.Abs(remainder);
        return rest >= divisor - rest ? quotient + T.CreateChecked(T.Sign(value)) : quotient;
    }

    private static string? Fits(Int128 value, out long units)
    {
        units = IsInt64(value) ? (long)value : 0;
        return IsInt64(value) ? null : "number.overflow";
    }

    private static string? Fits(BigInteger value, out long units) =>
        value > long.MaxValue || value < long.MinValue ? TooLarge(out units) : Fits((Int128)value, out units);

    private static string TooLarge(out long units)
    {
        units = 0;
        return "number.overflow";
    }

    private static bool IsInt64(Int128 value) => value <= long.MaxValue && value >= long.MinValue;

    private static Int128 Power(int exponent) => exponent == 0 ? 1 : 10 * Power(exponent - 1);
}
