using KpiBoard.Web.Features.Board;
using Microsoft.Extensions.Caching.Memory;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class BoardCacheTests
{
    [Fact]
    public async Task Get_WhenWhoeverMakesItGoesAway_IsMadeByTheOneWhoWaits()
    {
        using var memory = new MemoryCache(new MemoryCacheOptions());
        var cache = new BoardCache(memory);
        var leaving = new TaskCompletionSource<string>();
        var first = cache.GetAsync("board", () => leaving.Task);
        var second = cache.GetAsync("board", () => Task.FromResult("made by the second"));

        leaving.SetCanceled(TestContext.Current.CancellationToken);

        Assert.Equal("made by the second", await second);
        await Assert.ThrowsAsync<TaskCanceledException>(() => first);
        Assert.Equal("made by the second", await cache.GetAsync("board", () => Task.FromResult("not asked")));
    }
}
