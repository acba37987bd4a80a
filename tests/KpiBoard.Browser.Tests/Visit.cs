using Deque.AxeCore.Commons;
using KpiBoard.Testing;
using Microsoft.Playwright;
using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>A browser window, and what its console and its pages complained of.</summary>
public sealed class Visit : IAsyncDisposable
{
    private const string CanvasIsDrawnScript = """
        (canvas) => {
          const { width, height } = canvas;
          if (!width || !height) return false;
          const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
          let drawn = 0;
          for (let i = 3; i < pixels.length; i += 4) drawn += pixels[i] > 0;
          return drawn > 50;
        }
        """;

    /// <summary>
    /// What is right is not reported: on a page with a long table that takes longer than finding what is wrong. Run in the
    /// page itself, as no page has frames: the library's way opens another page each time to put their results together.
    /// </summary>
    private const string ViolationsScript = """
        async () => {
          const { violations } = await axe.run(document, { resultTypes: ["violations"], selectors: false });
          return violations.map(({ id, nodes: [first] }) => `${id}, ${first.html}, ${first.any[0]?.message}`);
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>How long a slow machine may take for one page, in milliseconds.</summary>
    private const int Patience = 30_000;

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Visit(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Console messages, errors of scripts, and requests that failed.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Visit> OfAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(Patience);
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Page.Console += (_, message) => visit.complaints.Add($"{visit.Page.Url}: {message.Type} {message.Text}");
        visit.Page.PageError += (_, error) => visit.complaints.Add($"{visit.Page.Url}: {error}");
        visit.Page.RequestFailed += (_, request) => visit.complaints.Add($"{request.Url}: {request.Failure}");
        return visit;
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    /// <summary>Opens a page and waits until its scripts have drawn.</summary>
    public async Task<IResponse> GoAsync(string path)
    {
        var answer = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        return answer!;
    }

    /// <summary>Fills in the form for signing in, on which the window stands, and sends it.</summary>
    public async Task SignInAsync(string email, string password = AppFactory.Password)
    {
        await Page.Locator("[name=Email]").FillAsync(email);
        await Page.Locator("[name=Password]").FillAsync(password);
        await LeaveByAsync(() => Page.Keyboard.PressAsync("Enter"));
    }

    public Task ResizeAsync(int width) => Page.SetViewportSizeAsync(width, 900);

    public Task ThemeAsync(ColorScheme theme) => Page.EmulateMediaAsync(new() { ColorScheme = theme });

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>What axe finds wrong with the page as it stands.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync()
    {
        await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>(ViolationsScript);
    }

    /// <summary>The labels of the charts on the page that show nothing.</summary>
    public async Task<IReadOnlyList<string>> BlankChartsAsync()
    {
        var blank = new List<string>();
        foreach (var canvas in await Page.Locator("canvas").AllAsync())
        {
            if (!await canvas.EvaluateAsync<bool>(CanvasIsDrawnScript))
            {
                blank.Add(await canvas.EvaluateAsync<string>("(canvas) => canvas.outerHTML"));
            }
        }
        return blank;
    }

    /// <summary>Does what leads to another page, and waits for that page, past redirects.</summary>
    public async Task LeaveByAsync(Func<Task> action)
    {
        var left = new TaskCompletionSource();
        Page.FrameNavigated += OnNavigated;
        await action();
        await left.Task.WaitAsync(TimeSpan.FromMilliseconds(Patience));
        Page.FrameNavigated -= OnNavigated;
        await Page.WaitForLoadStateAsync();

        void OnNavigated(object? sender, IFrame frame)
        {
            if (frame == Page.MainFrame)
            {
                left.TrySetResult();
            }
        }
    }

    /// <summary>Follows a link or presses a button that leads to another page.</summary>
    public Task ClickThroughAsync(ILocator what) => LeaveByAsync(() => what.ClickAsync());

    public Task<string> TextAsync(string selector) => Page.Locator(selector).First.InnerTextAsync();

    public void AssertNoComplaints() => Assert.Empty(complaints);
}
