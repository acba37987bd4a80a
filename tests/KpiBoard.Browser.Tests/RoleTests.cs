using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>Everybody's pages, by following the links.</summary>
public sealed class RoleTests(BrowserFixture browser)
{
    /// <summary>Pages of one kind, of which it suffices to see some.</summary>
    private const int MostOfAKind = 2;

    public static TheoryData<string> Roles => [.. Role.All];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Pages_ReachedFromTheNavigation_OpenWithoutAMessage(string role)
    {
        // One window of each language, as the next page is made while another is drawn.
        await using var english = await browser.VisitAsAsync(role);
        await using var danish = await browser.VisitAsAsync(role, "da");
        await using var norwegian = await browser.VisitAsAsync(role, "nb");
        Visit[] windows = [english, danish, norwegian];
        var waiting = new Queue<string>(["/"]);
        var known = new HashSet<string>(waiting);
        var kinds = new Dictionary<string, int>();
        while (waiting.Count > 0)
        {
            var opened = windows.Take(waiting.Count).Select(visit => OpenAsync(visit, role, waiting.Dequeue()));
            foreach (var link in (await Task.WhenAll(opened)).SelectMany(links => links))
            {
                var kind = Kind(link);
                if (kinds.GetValueOrDefault(kind) < MostOfAKind && known.Add(link))
                {
                    kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                    waiting.Enqueue(link);
                }
            }
        }

        Assert.All(windows, visit => visit.AssertNoComplaints());
        Assert.Contains("/figures", known);
        Assert.Equal(
            role is Role.Administrator,
            known.Any(path => path.StartsWith("/administration", StringComparison.Ordinal))
        );
    }

    /// <summary>Looks at a page.</summary>
    /// <returns>The links on it.</returns>
    private static async Task<IReadOnlyList<string>> OpenAsync(Visit visit, string role, string path)
    {
        var answer = await visit.GoAsync(path);
        Assert.True(answer.Status == 200, $"{role} gets {answer.Status} on {path}.");
        Assert.Empty(await visit.BlankChartsAsync());
        return await LinksAsync(visit);
    }

    /// <summary>Without the query, and with every number or code of a figure as one.</summary>
    private static string Kind(string path) =>
        string.Join(
            '/',
            path.Split('?')[0].Split('/').Select(part => part.Any(char.IsAsciiDigit) || part.Contains('.') ? "*" : part)
        );

    private static async Task<IReadOnlyList<string>> LinksAsync(Visit visit) =>
        await visit.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("a[href]:not([download])")]
              .map((link) => new URL(link.href))
              .filter((url) => url.origin === location.origin)
              .map((url) => url.pathname + url.search)
            """
        );
}
