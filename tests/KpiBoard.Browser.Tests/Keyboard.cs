using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>Goes through pages with the keyboard alone; wherever it stands, the focus must be somewhere one can see.</summary>
internal sealed class Keyboard(Visit visit)
{
    /// <summary>More stops than any page has; who goes round in a circle is stopped by it.</summary>
    private const int Most = 300;

    /// <summary>What is wrong with the place of the focus; empty when nothing is.</summary>
    private const string WrongScript = """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) return "Nothing has the focus.";
          const shown = at.matches(".choice input") ? at.nextElementSibling : at;
          const isDrawn = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
          const name = `${at.tagName} "${(at.name || at.textContent).trim().slice(0, 60)}"`;
          if (!isDrawn(getComputedStyle(shown)) && !isDrawn(getComputedStyle(shown, "::after"))) return `${name} has the focus and does not show it.`;
          const box = [...shown.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
          if (!box) return `${name} has the focus and no room on the page.`;
          const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
          if (bottom - top < 2) return `${name} has the focus outside the window.`;
          const over = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), (top + bottom) / 2);
          return at.contains(over) || shown.contains(over) ? "" : `${name} has the focus beneath ${over?.outerHTML.slice(0, 80)}.`;
        }
        """;

    /// <summary>Goes on with Tab until the focus is on what the selector names.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var stop = 0; stop < Most; stop++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.EvaluateAsync<bool>("() => document.activeElement === document.body"))
            {
                continue; // out of the page, and back in at its beginning
            }
            await AssertSeenAsync();
            if (await IsAtAsync(selector))
            {
                return;
            }
        }
        Assert.Fail($"{visit.Page.Url}: the keyboard does not reach {selector}.");
    }

    /// <summary>Presses a key until the focus is on what the selector names.</summary>
    public async Task PressUntilAsync(string key, string selector)
    {
        for (var stop = 0; stop < Most && !await IsAtAsync(selector); stop++)
        {
            await visit.Page.Keyboard.PressAsync(key);
        }
        Assert.True(await IsAtAsync(selector), $"{visit.Page.Url}: {key} does not lead to {selector}.");
        await AssertSeenAsync();
    }

    public Task TypeAsync(string text) => visit.Page.Keyboard.TypeAsync(text);

    /// <summary>Presses Enter where it leads to another place on the page.</summary>
    public async Task EnterAsync(string selector)
    {
        await visit.Page.Keyboard.PressAsync("Enter");
        await ArriveAsync(selector);
    }

    /// <summary>Presses Enter where it leads to another page.</summary>
    public Task LeaveAsync() => visit.LeaveByAsync(() => visit.Page.Keyboard.PressAsync("Enter"));

    /// <summary>Presses Enter where it leads to another page that puts the focus where one reads or writes on.</summary>
    public async Task LeaveForAsync(string selector)
    {
        await LeaveAsync();
        await ArriveAsync(selector);
    }

    /// <summary>A page puts the focus somewhere only with its first picture, which may come after it has loaded.</summary>
    private async Task ArriveAsync(string selector)
    {
        await visit.Page.WaitForFunctionAsync("(selector) => document.activeElement.matches(selector)", selector);
        await AssertSeenAsync();
    }

    private Task<bool> IsAtAsync(string selector) =>
        visit.Page.EvaluateAsync<bool>("(selector) => document.activeElement.matches(selector)", selector);

    private async Task AssertSeenAsync()
    {
        var wrong = await visit.Page.EvaluateAsync<string>(WrongScript);
        Assert.True(wrong.Length == 0, $"{visit.Page.Url}: {wrong}");
    }
}
