using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Playwright;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>An empty company and somebody of its finance department.</summary>
internal sealed class Company(TestDatabase database, AppFactory app, Visit visit) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kpiboard-finance-").FullName;

    public Visit Visit => visit;

    public static async Task<Company> StartAsync(BrowserFixture browser, string language, int width)
    {
        var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        var app = await AppFactory.StartAsync(database);
        var visit = await browser.VisitAsync(language, at: app.Address);
        await visit.ResizeAsync(width);
        var email = await app.AddUserAsync([Role.Finance]);
        await visit.GoAsync("/imports");
        await visit.SignInAsync(email);
        return new(database, app, visit);
    }

    /// <summary>Imports a file by way of the ledger, and waits for its result.</summary>
    public async Task ImportAsync(string name, IEnumerable<string> lines, string kind = "revenue")
    {
        await visit.GoAsync("/imports");
        await visit.ClickThroughAsync(visit.Page.Locator("main header a[href='/imports/new']"));
        await visit.Page.Locator("[name=Kind]").SelectOptionAsync(kind);
        await SendAsync(name, lines);
    }

    /// <summary>Sends a file from the page that is open, and waits for its result.</summary>
    public async Task SendAsync(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllLinesAsync(path, lines);
        await visit.Page.Locator("[name=File]").SetInputFilesAsync(path);
        await visit.ClickThroughAsync(visit.Page.Locator("main form button.btn-primary"));
        await visit.Page.WaitForURLAsync(url =>
            !url.Contains("/uploads/", StringComparison.Ordinal) && !url.Contains("/new", StringComparison.Ordinal)
        );
    }

    public async Task WaitForAsync(string path, Func<Task<bool>> isThere)
    {
        for (var look = 0; look < 60; look++)
        {
            var answer = await visit.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            if (answer!.Ok && await isThere())
            {
                return;
            }
            await Task.Delay(1000);
        }
        Assert.Fail($"{path} still shows: {await visit.TextAsync("main")}");
    }

    public async ValueTask DisposeAsync()
    {
        await visit.DisposeAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
