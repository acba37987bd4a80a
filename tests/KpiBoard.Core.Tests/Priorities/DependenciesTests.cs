using KpiBoard.Core.Priorities;
using Xunit;

namespace KpiBoard.Core.Tests.Priorities;

public sealed class DependenciesTests
{
    private static readonly Dependency[] Chain = [new("B", "A"), new("C", "B"), new("D", "C"), new("D", "A")];

    private static readonly Dictionary<string, (DateOnly First, DateOnly? Last)> Spans = new()
    {
        ["A"] = (new(2028, 1, 1), new(2028, 2, 28)),
        ["B"] = (new(2028, 3, 1), new(2028, 3, 31)),
        ["C"] = (new(2028, 4, 11), new(2028, 4, 30)),
        ["D"] = (new(2028, 5, 1), null),
    };

    [Fact]
    public void CircleWith_ADependencyThatClosesOne_NamesTheWayRound() =>
        Assert.Equal(["A", "D", "A"], Dependencies.CircleWith(Chain, new("A", "D")));

    [Fact]
    public void CircleWith_ItselfAsWhatItNeeds_IsOne() =>
        Assert.Equal(["A", "A"], Dependencies.CircleWith([], new("A", "A")));

    [Fact]
    public void CircleWith_AnotherWayToTheSame_IsNone() => Assert.Empty(Dependencies.CircleWith(Chain, new("C", "A")));

    /// <summary>A ends on 28 February of a leap year, so the 29th is one day of slack before B.</summary>
    [Fact]
    public void Delays_OfALateOne_RunThroughWhatNeedsItLessTheSlack()
    {
        var delays = Dependencies.Delays(Chain, Spans, "A", 15);
        Assert.Equal([new("B", 14, "A"), new("C", 4, "B"), new("D", 4, "C")], delays);
    }

    [Fact]
    public void Delays_WithinTheSlack_AreNone() => Assert.Empty(Dependencies.Delays(Chain, Spans, "A", 1));

    [Fact]
    public void Delays_OfOneWithoutAnEnd_AreNone() => Assert.Empty(Dependencies.Delays(Chain, Spans, "D", 100));
}
