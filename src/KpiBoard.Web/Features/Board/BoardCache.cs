using Microsoft.Extensions.Caching.Memory;

namespace KpiBoard.Web.Features.Board;

/// <summary>
/// What the board shows to everybody who sees the same: kept under what it depends on, never under who looks. Of many
/// readers who ask for the same at once, one makes it.
/// </summary>
public sealed class BoardCache(IMemoryCache memory)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Lock making = new();

    public async Task<T> GetAsync<T>(string key, Func<Task<T>> make)
    {
        var made = Entry(key, make);
        try
        {
            return await made.Value;
        }
        catch
        {
            // The next reader tries again.
            memory.Remove(key);
            throw;
        }
    }

    private Lazy<Task<T>> Entry<T>(string key, Func<Task<T>> make)
    {
        if (memory.TryGetValue(key, out Lazy<Task<T>>? known))
        {
            return known!;
        }
        lock (making)
        {
            return memory.TryGetValue(key, out known) ? known! : memory.Set(key, new Lazy<Task<T>>(make), Kept);
        }
    }
}
