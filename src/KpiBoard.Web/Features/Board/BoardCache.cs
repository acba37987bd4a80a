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
        while (true)
        {
            var isMine = false;
            var made = Entry(
                key,
                () =>
                {
                    isMine = true;
                    return make();
                }
            );
            try
            {
                return await made.Value;
            }
            catch (OperationCanceledException) when (!isMine)
            {
                // Who was making it went away: that must not take the page from those who wait for it.
                Forget(key, made);
            }
            catch
            {
                // The next reader tries again.
                Forget(key, made);
                throw;
            }
        }
    }

    /// <summary>Unless somebody has made it anew meanwhile.</summary>
    private void Forget(string key, object made)
    {
        lock (making)
        {
            if (memory.TryGetValue(key, out var known) && ReferenceEquals(known, made))
            {
                memory.Remove(key);
            }
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
