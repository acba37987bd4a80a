using KpiBoard.Web.Features.Board;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class LastLookTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 8, 0, 0, TimeSpan.Zero);
    private static readonly LookPoint Run4 = new(4, null);
    private static readonly LookPoint Run5 = new(5, null);
    private static readonly LookPoint Run6 = new(6, null);

    [Fact]
    public void Opened_AgainOnTheSameDayAfterARefresh_KeepsTheNewsAndAddsToIt()
    {
        var look = LastLookRow.First(1, Run4, Monday);

        var again = Opened(look, Run5, Monday.AddHours(3));

        Assert.Equal(Run4, again.Since);
        Assert.Equal(5, again.ShownRun);
        Assert.Same(again, Opened(again, Run5, Monday.AddHours(4)));
    }

    [Fact]
    public void Opened_OnALaterDayAfterANewRefresh_TellsFromWhatWasShownLast()
    {
        var look = Opened(LastLookRow.First(1, Run4, Monday), Run5, Monday.AddHours(3));

        var tuesday = Opened(look, Run6, Monday.AddDays(1));

        Assert.Equal(Run5, tuesday.Since);
        Assert.Equal(Monday.AddHours(3), tuesday.At);
        Assert.Equal(Run5, Opened(tuesday, Run6, Monday.AddDays(1).AddHours(9)).Since);
    }

    [Fact]
    public void Opened_OnALaterDayWithoutANewRefresh_KeepsTheNews()
    {
        var look = Opened(LastLookRow.First(1, Run4, Monday), Run5, Monday.AddDays(1));

        var later = Opened(look, Run5, Monday.AddDays(5));

        Assert.Equal(Run4, later.Since);
    }

    [Fact]
    public void Opened_AfterANewCheckInOnly_ShowsItWithoutForgettingTheRest()
    {
        var look = LastLookRow.First(1, Run4, Monday);
        var checkedIn = new LookPoint(4, Monday.AddHours(20));

        var later = Opened(look, checkedIn, Monday.AddDays(1));

        Assert.Equal(Run4, later.Since);
        Assert.Equal(checkedIn.CheckInAt, later.ShownCheckInAt);
    }

    [Fact]
    public void Opened_AfterSomethingHappened_ShowsItAndTellsFromItNextTime()
    {
        var happened = new LookPoint(4, null, Monday.AddHours(20));

        var later = Opened(LastLookRow.First(1, Run4, Monday), happened, Monday.AddDays(1));
        var next = Opened(later, Run5 with { HappenedAt = Monday.AddHours(20) }, Monday.AddDays(2));

        Assert.Equal((null, happened.HappenedAt), (later.HappenedAt, later.ShownHappenedAt));
        Assert.Equal(happened, next.Since);
        Assert.Equal(happened.HappenedAt, next.Seen(Run6, Monday.AddDays(2)).Unseen()!.HappenedAt);
    }

    [Fact]
    public void Seen_MovesOnAndCanBeTakenBackOnce()
    {
        var look = Opened(LastLookRow.First(1, Run4, Monday), Run5, Monday.AddDays(1));

        var seen = look.Seen(Run5, Monday.AddDays(1).AddMinutes(2));
        var back = seen.Unseen()!;

        Assert.Equal((Run5, Monday.AddDays(1).AddMinutes(2)), (seen.Since, seen.At));
        Assert.Equal((look.Since, look.At), (back.Since, back.At));
        Assert.Null(back.Unseen());
    }

    private static LastLookRow Opened(LastLookRow look, LookPoint newest, DateTimeOffset now) =>
        look.Opened(newest, now, instant => DateOnly.FromDateTime(instant.UtcDateTime));
}
