using KpiBoard.Web.Infrastructure.Localisation;
using Xunit;

namespace KpiBoard.Web.Tests.Initiatives;

public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("da", "0,5", "0.5")]
    [InlineData("da", "0.5", "0.5")]
    [InlineData("da", "250.000", "250000")]
    [InlineData("da", "1.250.000,50", "1250000.50")]
    [InlineData("nb", "250 000", "250000")]
    [InlineData("en", "250,000", "250000")]
    [InlineData("en", "0,5", "0.5")]
    [InlineData("en", "\u22120.3", "-0.3")]
    [InlineData("en", "about 3", null)]
    [InlineData("en", "", null)]
    public void Parse_AsPeopleType_IsTheNumberTheyMean(string language, string typed, string? expected) =>
        Assert.Equal(
            expected is null ? null : decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            TypedNumber.Parse(typed, Formats.Of(Language.Find(language)!))
        );
}
