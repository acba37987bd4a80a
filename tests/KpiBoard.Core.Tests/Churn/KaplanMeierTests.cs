using System.Globalization;
using KpiBoard.Core.Churn;
using Xunit;

namespace KpiBoard.Core.Tests.Churn;

public sealed class KaplanMeierTests
{
    /// <summary>Kaplan and Meier (1958), section 2: eight items, times in tenths of a month, + is censored.</summary>
    [Fact]
    public void Curve_ExampleOfThePaper_HasItsSteps()
    {
        var curve = KaplanMeier.Curve(Lifetimes("8 10+ 27+ 31 54 70+ 92 121+"));
        Assert.Equal([8, 31, 54, 92], curve.Select(step => step.Days));
        Assert.Equal([8L, 5, 4, 2], curve.Select(step => step.AtRisk));
        Assert.Equal([.875, .7, .525, .2625], curve.Select(step => Math.Round(step.Survival.Value!.Value, 10)));
    }

    /// <summary>Remission under 6-MP, Freireich et al. (1963): weeks, with Greenwood's errors as R's survfit gives.</summary>
    [Fact]
    public void Curve_RemissionTimes_HasGreenwoodsErrors()
    {
        var curve = KaplanMeier.Curve(
            Lifetimes("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+")
        );
        Assert.Equal(
            [.857, .807, .753, .690, .627, .538, .448],
            curve.Select(step => Math.Round(step.Survival.Value!.Value, 3))
        );
        Assert.Equal(
            [.0764, .0869, .0963, .1068, .1141, .1282, .1346],
            curve.Select(step => Math.Round(step.Survival.StandardError!.Value, 4))
        );
        Assert.Equal(1, curve[0].Survival.Upper);
    }

    [Fact]
    public void Curve_AllLeft_EndsAtZeroWithoutInterval()
    {
        var last = KaplanMeier.Curve(Lifetimes("3 5"))[^1].Survival;
        Assert.Equal((0, null, null), (last.Value, last.Lower, last.Upper));
    }

    [Fact]
    public void Curve_NobodyLeft_HasNoSteps() => Assert.Empty(KaplanMeier.Curve(Lifetimes("3+ 5+")));

    private static IEnumerable<Lifetime> Lifetimes(string text) =>
        text.Split(' ')
            .Select(item => new Lifetime(
                int.Parse(item.TrimEnd('+'), CultureInfo.InvariantCulture),
                !item.EndsWith('+')
            ));
}
