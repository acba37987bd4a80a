using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.WhatIf;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed class ScenarioAddressTests
{
    private static readonly ScenarioChanges Changes = new([
        new(ScenarioField.Effect, "INI-7")
        {
            Goal = "churn.logo:month/segment:Small ~ & others",
            Low = -0.02,
            Value = -0.012,
            High = -0.005,
        },
        new(ScenarioField.LeaveOut, "INI-3"),
        new(ScenarioField.Effort, "INI-7") { Value = 40 },
        new(ScenarioField.Cost, "INI-8") { Value = 1e6 },
        new(ScenarioField.UnitValue, "nps:r12") { Value = 0.1 + 0.2 },
        new(ScenarioField.Target, "nps:r12") { Value = -3 },
        new(ScenarioField.Capacity, "Süd ~ Øst") { Value = 12.5 },
    ]);

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        var query = QueryHelpers.ParseQuery(new Uri("http://localhost" + ScenarioAddress.Of(Changes, 5)).Query);
        Assert.Equal("5", query["scenario"]);
        Assert.Equal(Changes.All, ScenarioAddress.Read(query[ScenarioAddress.Parameter]).All);
    }

    [Fact]
    public void Of_ASavedOneWithEverythingTakenBack_SaysSo()
    {
        Assert.Equal("/priorities/what-if?scenario=5&c=", ScenarioAddress.Of(ScenarioChanges.None, 5));
        Assert.Equal("/priorities/what-if", ScenarioAddress.Of(ScenarioChanges.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("effort")]
    [InlineData("effort~much~INI-7")]
    [InlineData("effort~-1~INI-7")]
    [InlineData("cost~NaN~INI-7")]
    [InlineData("cost~1e300~INI-7")]
    [InlineData("effect~1~2~INI-7")]
    [InlineData("effect~1~9~2~INI-7~nps")]
    [InlineData("0~1~INI-7")]
    public void Read_OfNonsense_IsNothing(string? text) => Assert.Empty(ScenarioAddress.Read([text]).All);

    [Theory]
    [InlineData("da", "1.234,5", 1234.5)]
    [InlineData("da", "0.5", 0.5)]
    [InlineData("en", "1,234.5", 1234.5)]
    [InlineData("nb", "−2,25 %", -2.25)]
    public void Parse_InTheReadersLanguage_ReadsTheNumber(string language, string typed, double number)
    {
        var plain = new TriedNumber(1, Formats.Of(Language.Find(language)!));
        Assert.Equal(number, plain.Parse(typed));
        Assert.Equal(number, plain.Parse(plain.Show(number)) ?? 0, 0.5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("much")]
    [InlineData("1e5")]
    public void Parse_OfNoNumber_IsNone(string typed) =>
        Assert.Null(new TriedNumber(100, Formats.Of(Language.Find("en")!)).Parse(typed));
}
