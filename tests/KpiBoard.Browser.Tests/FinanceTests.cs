using Xunit;

namespace KpiBoard.Browser.Tests;

/// <summary>What finance does at the end of a month, in a company of its own.</summary>
public sealed class FinanceTests(BrowserFixture browser)
{
    private const string Header = "line_id;booked_on;customer_id;amount;currency";

    [Theory]
    [InlineData("da", 360)]
    [InlineData("nb", 1280)]
    public async Task WrongFile_FoundByReconciliation_IsUndoneReplacedAndTheMonthClosed(string language, int width)
    {
        await using var company = await Company.StartAsync(browser, language, width);
        var visit = company.Visit;
        await company.ImportAsync("wrong.csv", [Header, "1;2025-10-01;A;1000,00;DKK", "2;2025-10-02;B;5000,00;DKK"]);

        await visit.GoAsync("/reconciliation");
        await visit.Page.Locator("[name=lines]").FillAsync("2025-10;DKK;1500,00");
        await visit.ClickThroughAsync(visit.Page.Locator("main form[enctype] button"));
        Assert.Equal(1, await visit.Page.Locator("main tbody .state-worse").CountAsync());
        await visit.ClickThroughAsync(visit.Page.Locator("main tbody th a"));
        Assert.Equal(0, await visit.Page.Locator("main a[href^='/periods']").CountAsync());
        await visit.ClickThroughAsync(visit.Page.Locator("main tbody th a"));
        await visit.ClickThroughAsync(visit.Page.Locator("main a[href$='/undo']"));
        Assert.Contains("6", await visit.TextAsync("[aria-labelledby=changes] tbody tr"), StringComparison.Ordinal);
        await visit.ClickThroughAsync(visit.Page.Locator("form[action$='/undo'] button"));
        await visit.ClickThroughAsync(visit.Page.Locator("[aria-labelledby=next] a"));
        await company.SendAsync("right.csv", [Header, "1;2025-10-01;A;1000,00;DKK", "2;2025-10-02;B;500,00;DKK"]);
        Assert.True(await visit.Page.Locator(".notice-better").First.IsVisibleAsync());

        await visit.GoAsync("/reconciliation");
        Assert.Equal(1, await visit.Page.Locator("main tbody .state-better").CountAsync());
        await visit.ClickThroughAsync(visit.Page.Locator("main tbody th a"));
        await visit.ClickThroughAsync(visit.Page.Locator("main a[href^='/periods']"));
        await visit.ClickThroughAsync(visit.Page.Locator("#close-2025-10 form button"));
        Assert.True(await visit.Page.Locator(".notice-better").First.IsVisibleAsync());
        Assert.True(await visit.OverflowAsync() <= 0);

        await company.ImportAsync("late.csv", [Header, "3;2025-10-31;B;7,00;DKK"]);
        Assert.Contains("2025", await visit.TextAsync(".notice-watch"), StringComparison.Ordinal);
        await visit.ClickThroughAsync(visit.Page.Locator("a[href^='/periods/reopen']"));
        await visit.Page.Locator("[name=why]").FillAsync("En sen faktura");
        await visit.ClickThroughAsync(visit.Page.Locator("form[action='/periods/reopen'] button"));
        await visit.ClickThroughAsync(visit.Page.Locator("[aria-labelledby=next] a"));
        await company.SendAsync("late.csv", [Header, "3;2025-10-31;B;7,00;DKK"]);

        Assert.True(await visit.Page.Locator(".notice-better").First.IsVisibleAsync());
        Assert.True(await visit.OverflowAsync() <= 0);
        visit.AssertNoComplaints();
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("nb", 360)]
    public async Task ChangedNumber_LooksLostUntilTheTwoAreCountedAsOne(string language, int width)
    {
        await using var company = await Company.StartAsync(browser, language, width);
        var visit = company.Visit;
        string[] months = ["2025-06", "2025-07", "2025-08", "2025-09"];
        await company.ImportAsync(
            "customers.csv",
            ["customer_id;name", "K-1;Fjordby Bageri", "K-2;Aldervik", "N-1;Fjordby Bageri"],
            "customers"
        );
        await company.ImportAsync(
            "revenue.csv",
            [
                "booked_on;customer_id;amount;currency",
                .. months.SelectMany(month => (string[])[$"{month}-15;K-1;100,00;DKK", $"{month}-16;K-2;80,00;DKK"]),
                "2025-10-15;N-1;105,00;DKK",
                "2025-10-31;K-2;80,00;DKK",
            ]
        );

        await ShowsChurnedAsync("K-1");
        await visit.ClickThroughAsync(visit.Page.Locator("main tbody th a"));
        await visit.ClickThroughAsync(visit.Page.Locator("main tbody th a[href^='/customers/']"));
        Assert.Contains("N-1", await visit.TextAsync("[aria-labelledby=perhaps]"), StringComparison.Ordinal);
        Assert.True(await visit.OverflowAsync() <= 0);
        var customer = new Uri(visit.Page.Url).AbsolutePath;
        await visit.ClickThroughAsync(visit.Page.Locator("[aria-labelledby=perhaps] button"));
        Assert.True(await visit.Page.Locator(".notice-better").First.IsVisibleAsync());

        await ShowsChurnedAsync(null);
        await visit.GoAsync(customer);
        await visit.ClickThroughAsync(visit.Page.Locator("form[action*='/merges/'] button"));
        await ShowsChurnedAsync("K-1");
        visit.AssertNoComplaints();

        // The bridge's customers who are lost in October, after the refresh that begins by itself.
        Task ShowsChurnedAsync(string? number) =>
            company.WaitForAsync(
                "/figures/bridge/customers?measure=revenue&part=churned&period=2025-10",
                async () =>
                    number is null
                        ? await visit.Page.Locator("main tbody tr").CountAsync() == 0
                        : await visit.Page.Locator("main tbody tr").CountAsync() == 1
                            && (await visit.TextAsync("main tbody th")).Contains(number, StringComparison.Ordinal)
            );
    }
}
