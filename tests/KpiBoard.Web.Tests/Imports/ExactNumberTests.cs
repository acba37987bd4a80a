using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KpiBoard.Web.Features.Imports.Values;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class ExactNumberTests
{
    [Theory]
    [InlineData("12.5", '.', 125000L)]
    [InlineData("-12.5", '.', -125000L)]
    [InlineData("+0.0001", '.', 1L)]
    [InlineData("1234,5678", ',', 12345678L)]
    [InlineData(".5", '.', 5000L)]
    [InlineData("7.", '.', 70000L)]
    [InlineData("12.50000000000000000000", '.', 125000L)]
    [InlineData("00000000000000000000000000000000012", '.', 120000L)]
    [InlineData("922337203685477.5807", '.', long.MaxValue)]
    [InlineData("-922337203685477.5808", '.', long.MinValue)]
    public void ToMoney_OfAPlainNumber_IsExact(string text, char sign, long units)
    {
        Assert.Null(Parse(text, sign, out var number));
        Assert.Null(number.ToMoney(out var found));
        Assert.Equal(units, found);
    }

    [Theory]
    [InlineData("", '.', "number.invalid")]
    [InlineData("-", '.', "number.invalid")]
    [InlineData("abc", '.', "number.invalid")]
    [InlineData("1e5", '.', "number.invalid")]
    [InlineData("12,3,4", '.', "number.invalid")]
    [InlineData("1.2.3", '.', "number.invalid")]
    [InlineData("kr 12", '.', "number.invalid")]
    [InlineData("(12.50)", '.', "number.brackets")]
    [InlineData("(1,200)", '.', "number.brackets")]
    [InlineData("12.50-", '.', "number.trailingMinus")]
    [InlineData("\u221212.50", '.', "number.minusSign")]
    [InlineData("1,234.50", '.', "number.thousands")]
    [InlineData("1.234,50", ',', "number.thousands")]
    [InlineData("1 234,50", ',', "number.thousands")]
    [InlineData("1\u00A0234,50", ',', "number.thousands")]
    [InlineData("1'234.50", '.', "number.thousands")]
    [InlineData("1,234", '.', "number.thousands")]
    [InlineData("12,50", '.', "number.decimalSign")]
    [InlineData("12.50", ',', "number.decimalSign")]
    [InlineData("12345678901234567890123456789", '.', "number.tooLong")]
    public void Parse_OfSomethingElse_SaysWhatItIs(string text, char sign, string problem) =>
        Assert.Equal(problem, Parse(text, sign, out _));

    [Theory]
    [InlineData("0.12345", "number.tooManyDecimals")]
    [InlineData("1.00000000000000000001", "number.tooManyDecimals")]
    [InlineData("922337203685477.5808", "number.overflow")]
    [InlineData("12345678901234567890", "number.overflow")]
    public void ToMoney_OfWhatDoesNotFit_IsRefused(string text, string problem)
    {
        Assert.Null(Parse(text, '.', out var number));
        Assert.Equal(problem, number.ToMoney(out _));
    }

    [Theory]
    [InlineData("3", "0.00005", 2L)]
    [InlineData("1", "0.00005", 1L)]
    [InlineData("-1", "0.00005", -1L)]
    [InlineData("1", "0.00004999999999999", 0L)]
    [InlineData("6", "2.55", 153000L)]
    [InlineData("0.3333333333", "0.3333333333", 1111L)]
    [InlineData("1234567890123456789012", "0.000000000000001", 12345678901L)]
    public void Multiply_OfQuantityAndPrice_RoundsOnceHalfAwayFromZero(string quantity, string price, long units)
    {
        Parse(quantity, '.', out var left);
        Parse(price, '.', out var right);

        Assert.Null(ExactNumber.Multiply(left, right, out var found));
        Assert.Equal(units, found);
    }

    [Fact]
    public void Multiply_BeyondWhatIsKept_IsAnOverflow()
    {
        Parse("999999999999999999", '.', out var large);

        Assert.Equal("number.overflow", ExactNumber.Multiply(large, large, out _));
    }

    [Fact]
    public void Multiply_OfAnyTwoNumbers_EqualsIntegerArithmetic() =>
        Prop.ForAll<long, long>(
                (quantity, price) =>
                {
                    var (left, right) = (new ExactNumber(quantity, 3), new ExactNumber(price, 5));
                    var exact = (BigInteger)quantity * price;
                    var rounded = (BigInteger.Abs(exact) + 5_000) / 10_000 * exact.Sign;
                    var problem = ExactNumber.Multiply(left, right, out var units);
                    return rounded > long.MaxValue || rounded < long.MinValue
                        ? problem == "number.overflow"
                        : problem is null && units == rounded;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_OfAnyDecimal_GivesItBack() =>
        Prop.ForAll<decimal>(number =>
            {
                var text = number.ToString(CultureInfo.InvariantCulture);
                return Parse(text, '.', out var parsed) is { } problem
                    ? problem == "number.tooLong"
                    : (decimal)parsed.Mantissa / (decimal)BigInteger.Pow(10, parsed.Scale) == number;
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0.00001", 1L)]
    [InlineData("-0.00001", -1L)]
    [InlineData("1.5", 15000L)]
    public void ToQuantity_OfAnySize_KeepsTheSign(string text, long units)
    {
        Parse(text, '.', out var number);

        Assert.Null(number.ToQuantity(out var found));
        Assert.Equal(units, found);
    }

    [Theory]
    [InlineData("12", '\0')]
    [InlineData("12.5", '.')]
    [InlineData("0,125", ',')]
    [InlineData("1,234", '?')]
    [InlineData("1.234", '?')]
    [InlineData("1234,567", ',')]
    [InlineData("1,234.5", '.')]
    [InlineData("1.234.567", ',')]
    [InlineData("1 234 567", '\0')]
    public void Evidence_OfANumber_IsWhatItProves(string text, char sign) =>
        Assert.Equal(sign, NumberShape.Evidence(Encoding.UTF8.GetBytes(text)));

    private static string? Parse(string text, char sign, out ExactNumber number) =>
        ExactNumber.Parse(Encoding.UTF8.GetBytes(text), (byte)sign, out number);
}
