using System.Globalization;
using System.Net;
using KpiBoard.Core;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.KpiPages;

public sealed class BridgeMoversPageTests : IAsyncLifetime
{
    private const string Churned = "/figures/bridge/movers?measure=revenue&part=churned&period=2026-10";
    private const string Fragment = "/figures/bridge/movers/fragment?measure=revenue&part=churned&period=2026-10";

    private const string CustomerSql = """
        INSERT INTO [Customer] ([Id], [CustomerId]) VALUES (@id, @number)
        """;

    private const string MonthSql = """
        INSERT INTO [CustomerMonth] ([CustomerId], [Month], [Currency], [Amount], [Lines], [CoveredAmount], [CoveredCost],
               [CoveredLines], [FirstDay], [LastDay])
        VALUES (@id, 202609, 'DKK', @amount, 1, 0, 0, 0, 0, 0)
        """;

    private const string MemberSql = """
        INSERT INTO [CustomerMember] ([CustomerId], [ValidFrom], [Segment], [Region], [BusinessUnit])
        VALUES (@id, 0, 'Small business', 'Fyn', @unit)
        """;

    private TestDatabase database = null!;
    private AppFactory app = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now))
        );
        await new FigureSeed(database.Database).AddCompanyAsync();
        await AddCustomersAsync(database.Database);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Movers_OfABar_AreTheTenLargestTheOthersAndTheBarExactly()
    {
        var finance = await app.SignedInAsync(Role.Finance);

        var page = await finance.PageAsync(Churned);

        Assert.Equal("Churned customers, Oct 2026: the ten largest", page.Text("h1"));
        Assert.Contains(
            "12 customers, DKK \u22127,800.12 together.",
            page.Text("main header .meta"),
            StringComparison.Ordinal
        );
        var rows = page.QuerySelectorAll("tbody tr").Select(row => row.Text()).ToList();
        Assert.Equal(10, rows.Count);
        Assert.Equal("K-12 1,200.01 1,200.01 \u22121,200.01 15.4%", rows[0]);
        Assert.Equal(
            ["and 2 others 300.02 300.02 \u2212300.02 3.8%", "The whole bar \u22127,800.12 100.0%"],
            page.QuerySelectorAll("tfoot tr").Select(row => row.Text())
        );
        Assert.NotNull(
            page.QuerySelector("a[href='/figures/bridge/customers?measure=revenue&part=churned&period=2026-10']")
        );
        Assert.NotNull(page.QuerySelector(".table-files a[href*='/xlsx']"));
    }

    [Fact]
    public async Task Movers_OfWhoSeesOwnUnits_NameOnlyTheirCustomersAndStillAddUp()
    {
        var email = await app.AddUserAsync([Role.Executive], ["Norway"]);
        var executive = app.CreateClient();
        using var answer = await AppFactory.PostFormAsync(
            executive,
            "/sign-in",
            new Dictionary<string, string> { ["Email"] = email, ["Password"] = AppFactory.Password }
        );

        var page = await executive.PageAsync(Churned);

        Assert.Equal(
            ["K-12 1,200.01 1,200.01 \u22121,200.01 15.4%"],
            page.QuerySelectorAll("tbody tr").Select(row => row.Text())
        );
        Assert.StartsWith(
            "11 customers of units that you do not see \u22126,600.11",
            page.Text("tfoot tr"),
            StringComparison.Ordinal
        );
        Assert.Contains("Norway", page.Text(".notice"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fragment_OfABar_IsTheSameWithoutAFrame()
    {
        var finance = await app.SignedInAsync(Role.Finance);

        var html = await finance.GetStringAsync(new Uri(Fragment, UriKind.Relative));

        Assert.StartsWith("<h3", html.TrimStart('\ufeff', ' ', '\r', '\n'), StringComparison.Ordinal);
        Assert.DoesNotContain("<html", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(Role.Administrator, Fragment, HttpStatusCode.Forbidden)]
    [InlineData(Role.Administrator, Churned, HttpStatusCode.Forbidden)]
    [InlineData(
        Role.Finance,
        "/figures/bridge/movers?measure=luck&part=churned&period=2026-10",
        HttpStatusCode.NotFound
    )]
    public async Task Movers_WhoMayNotOrWhatIsNot_AreRefused(string role, string path, HttpStatusCode expected)
    {
        var client = await app.SignedInAsync(role);

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task AddCustomersAsync(KpiDatabase database)
    {
        for (var id = 1; id <= 12; id++)
        {
            var (number, unit) = ($"K-{id.ToString(CultureInfo.InvariantCulture)}", id == 12 ? "Norway" : "Denmark");
            var amount = Money.FromDecimal(id * 100 + 0.01m).Units;
            foreach (var sql in (string[])[CustomerSql, MonthSql, MemberSql])
            {
                await database.ExecuteAsync(
                    sql,
                    new
                    {
                        id,
                        number,
                        amount,
                        unit,
                    },
                    CancellationToken.None
                );
            }
        }
    }
}
