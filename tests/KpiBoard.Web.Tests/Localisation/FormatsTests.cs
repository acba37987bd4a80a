using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Localisation;
using Xunit;

namespace KpiBoard.Web.Tests.Localisation;

/// <summary>The house's table of numbers, money and dates. A space in what is expected stands for a no-break space.</summary>
public sealed class FormatsTests
{
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    [Theory]
    [InlineData("en", 1234.5, 1, "1,234.5")]
    [InlineData("da", 1234.5, 1, "1.234,5")]
    [InlineData("nb", 1234.5, 1, "1 234,5")]
    [InlineData("en", -0.4, 1, "\u22120.4")]
    [InlineData("da", -1234567.0, 0, "\u22121.234.567")]
    [InlineData("en", -0.04, 1, "0.0")]
    public void Number_OfALanguage_FollowsTheHouse(string language, double value, int digits, string expected) =>
        Equal(expected, In(language).Number(value, digits));

    [Theory]
    [InlineData("en", 0.022, "2.2%")]
    [InlineData("da", 0.022, "2,2 %")]
    [InlineData("nb", 0.022, "2,2 %")]
    public void Percent_OfARatio_FollowsTheHouse(string language, double ratio, string expected) =>
        Equal(expected, In(language).Percent(ratio));

    [Theory]
    [InlineData("en", 8, "+8")]
    [InlineData("en", -12, "\u221212")]
    [InlineData("nb", 0.3, "0")]
    [InlineData("nb", -0.3, "0")]
    public void Change_OfAValue_CarriesASignUnlessItIsNothing(string language, double value, string expected) =>
        Equal(expected, In(language).Change(value, 0));

    [Theory]
    [InlineData("en", "31 points", "+1.0 points")]
    [InlineData("da", "31 point", "+1,0 procentpoint")]
    [InlineData("nb", "31 poeng", "+1,0 prosentpoeng")]
    public void Points_OfALanguage_AreNamed(string language, string points, string difference)
    {
        Equal(points, In(language).Points(31));
        Equal(difference, In(language).PercentagePointsChange(0.0096));
    }

    [Theory]
    [InlineData("en", "DKK", "DKK 6.2 m", "DKK 184 k")]
    [InlineData("da", "DKK", "6,2 mio. kr.", "184 t.kr.")]
    [InlineData("nb", "NOK", "6,2 mill. kr", "184 k kr")]
    [InlineData("da", "EUR", "6,2 mio. EUR", "184 t. EUR")]
    [InlineData("nb", "DKK", "6,2 mill. DKK", "184 k DKK")]
    public void MoneyShort_OfACurrency_HasAboutThreeDigits(
        string language,
        string currency,
        string millions,
        string thousands
    )
    {
        Equal(millions, In(language).MoneyShort(Money.FromDecimal(6_204_318.25m), currency));
        Equal(thousands, In(language).MoneyShort(Money.FromDecimal(184_099m), currency));
    }

    [Theory]
    [InlineData("en", "DKK", "DKK m", "0.04")]
    [InlineData("da", "DKK", "mio. kr.", "0,04")]
    [InlineData("nb", "NOK", "mill. kr", "0,04")]
    [InlineData("nb", "DKK", "mill. DKK", "0,04")]
    public void MoneyUnitOf_AColumn_IsNamedOnceWithTheSameDigitsThroughout(
        string language,
        string currency,
        string name,
        string small
    )
    {
        var unit = In(language).MoneyUnitOf(Money.FromDecimal(7_204_318.25m), currency);

        Equal(name, unit.Name);
        Equal(small, unit.Number(Money.FromDecimal(44_800)));
        Equal("0", unit.Number(Money.Zero));
    }

    [Fact]
    public void MoneyUnitOf_Thousands_AreNamedAsThousands()
    {
        Equal("t.kr.", In("da").MoneyUnitOf(Money.FromDecimal(184_000), "DKK").Name);
        Equal("DKK k", In("en").MoneyUnitOf(Money.FromDecimal(184_000), "DKK").Name);
        Equal("184.0", In("en").MoneyUnitOf(Money.FromDecimal(184_000), "DKK").Number(Money.FromDecimal(184_000)));
    }

    [Theory]
    [InlineData(0, "DKK 0")]
    [InlineData(999.4, "DKK 999")]
    [InlineData(999.5, "DKK 1.0 k")]
    [InlineData(99_949, "DKK 99.9 k")]
    [InlineData(99_951, "DKK 100 k")]
    [InlineData(999_500, "DKK 1.0 m")]
    [InlineData(-11_640, "DKK \u221211.6 k")]
    [InlineData(2_340_000_000, "DKK 2.3 bn")]
    public void MoneyShort_NearALimit_TakesTheUnitThatReadsBest(double amount, string expected) =>
        Equal(expected, In("en").MoneyShort(Money.FromDecimal((decimal)amount), "DKK"));

    [Fact]
    public void MoneyShortChange_OfARise_CarriesASign() =>
        Equal("DKK +6.2 m", In("en").MoneyShortChange(Money.FromDecimal(6_200_000), "DKK"));

    [Theory]
    [InlineData("en", "DKK", "DKK 47,612,408.30")]
    [InlineData("da", "DKK", "47.612.408,30 kr.")]
    [InlineData("nb", "NOK", "47 612 408,30 NOK")]
    [InlineData("da", "SEK", "47.612.408,30 SEK")]
    public void MoneyExact_OfACurrency_HasEveryDigit(string language, string currency, string expected) =>
        Equal(expected, In(language).MoneyExact(Money.FromDecimal(47_612_408.30m), currency));

    [Fact]
    public void MoneyExact_BelowACent_KeepsTheDigitsThatAreStored()
    {
        Equal("GBP 0.1234", In("en").MoneyExact(Money.FromDecimal(0.1234m), "GBP"));
        Equal("GBP \u22121,655,271.45", In("en").MoneyExact(Money.FromDecimal(-1_655_271.45m), "GBP"));
        Equal("GBP +1.50", In("en").MoneyExactChange(Money.FromDecimal(1.5m), "GBP"));
    }

    [Theory]
    [InlineData("en", "21 Nov 2026", "21 Nov 2026, 05:12")]
    [InlineData("da", "21.11.2026", "21.11.2026 kl. 05.12")]
    [InlineData("nb", "21.11.2026", "21.11.2026 kl. 05:12")]
    public void Time_InTheCompanysZone_FollowsTheHouse(string language, string date, string time)
    {
        var instant = new DateTimeOffset(2026, 11, 21, 4, 12, 0, TimeSpan.Zero);

        Assert.Equal(date, In(language).Date(new DateOnly(2026, 11, 21)));
        Assert.Equal(time, In(language).Time(instant, Copenhagen));
    }

    [Theory]
    [InlineData("2026-10", "Oct 2026", "okt. 2026", "okt. 2026")]
    [InlineData("2026-12", "Dec 2026", "dec. 2026", "des. 2026")]
    [InlineData("2026-05", "May 2026", "maj 2026", "mai 2026")]
    [InlineData("2026-Q3", "Q3 2026", "3. kvt. 2026", "3. kv. 2026")]
    [InlineData("2026", "2026", "2026", "2026")]
    [InlineData("FY2026", "FY2026", "regnskabsår 2026", "regnskapsår 2026")]
    [InlineData("FY2026-Q1", "Q1 FY2026", "1. kvt. regnskabsår 2026", "1. kv. regnskapsår 2026")]
    [InlineData("R12-2026-10", "12 months to Oct 2026", "12 mdr. til okt. 2026", "12 md. til okt. 2026")]
    [InlineData("2026-13", "2026-13", "2026-13", "2026-13")]
    public void Period_AsStored_IsSaidAsPeopleSayIt(string stored, string english, string danish, string norwegian)
    {
        Assert.Equal(english, In("en").Period(stored));
        Assert.Equal(danish, In("da").Period(stored));
        Assert.Equal(norwegian, In("nb").Period(stored));
    }

    [Theory]
    [InlineData("2026-10", "Oct 26")]
    [InlineData("2026-Q3", "Q3 26")]
    [InlineData("2026", "2026")]
    [InlineData("R12-2026-10", "Oct 26")]
    public void PeriodShort_ForAnAxis_HasTwoDigitsOfTheYear(string stored, string expected) =>
        Assert.Equal(expected, In("en").PeriodShort(stored));

    [Theory]
    [InlineData("en", "95%: 23 to 31", "\u201cso\u201d")]
    [InlineData("da", "95 %: 23 til 31", "\u00bbso\u00ab")]
    [InlineData("nb", "95 %: 23 til 31", "\u00abso\u00bb")]
    public void Interval_OfALevel_IsWrittenWithAWord(string language, string expected, string quoted)
    {
        Assert.Equal(expected, In(language).Interval(0.95, "23", "31").Replace('\u00a0', ' '));
        Assert.Equal(quoted, In(language).Quote("so"));
    }

    [Fact]
    public void Units_AfterANumber_NeverStandAloneOnTheNextLine() =>
        Assert.Equal("6,2\u00a0mio.\u00a0kr.", In("da").MoneyShort(Money.FromDecimal(6_200_000), "DKK"));

    private static Formats In(string language) => Formats.Of(Language.Find(language)!);

    private static void Equal(string expected, string actual) => Assert.Equal(expected.Replace(' ', '\u00a0'), actual);
}
