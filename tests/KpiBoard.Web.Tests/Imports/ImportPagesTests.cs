using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KpiBoard.Data.Leases;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Sending a file by the page: queued, imported in the background, shown, undone.</summary>
public sealed class ImportPagesTests : IAsyncLifetime
{
    private const string Text =
        "line_id;booked_on;amount;customer_id;currency\n1;2026-01-05;1234,50;A;DKK\n2;2026-02-05;-4,50;;DKK\n";

    private TestDatabase database = null!;
    private AppFactory app = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(database);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Upload_OfAFile_EndsOnItsImportWithControlTotals()
    {
        var client = await app.SignedInAsync(Role.Finance);

        var page = await ImportAsync(client, Text, new Dictionary<string, string> { ["Source"] = "erp" });

        Assert.Contains("2 rows imported. The whole file is in.", Words(page, ".notice"), StringComparison.Ordinal);
        Assert.Equal("DKK Jan 2026 1 1,234.50 0.00", Words(page, "tbody tr"));
        Assert.Contains("1 row names no customer", Words(page, ".panel-foot"), StringComparison.Ordinal);
        Assert.Contains("Semicolon ;", Words(page, "dl"), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(database.Configuration["Data:Folder"]!, "uploads")));
    }

    [Fact]
    public async Task Upload_OfABadFile_ShowsLineColumnAndWhatToDoInThePersonsLanguage()
    {
        var client = await app.SignedInAsync(Role.Finance);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("da");

        var page = await ImportAsync(client, Text.Replace("2026-02-05", "2026-02-30", StringComparison.Ordinal), []);

        Assert.Contains("Afvist: intet er gemt.", Words(page, ".notice"), StringComparison.Ordinal);
        Assert.Equal(
            "Linje 3 booked_on »2026-02-30« Den dag findes ikke. Datoer skrives her yyyy-MM-dd.",
            Words(page, "tbody tr")
        );
    }

    [Fact]
    public async Task Upload_WithRowsAside_OffersThemForDownload()
    {
        var client = await app.SignedInAsync(Role.Finance);

        var page = await ImportAsync(
            client,
            Text.Replace("-4,50", "x", StringComparison.Ordinal),
            new Dictionary<string, string> { ["OnError"] = "quarantine" }
        );
        var link = page.QuerySelector("a[download]")!;
        var file = await client.GetStringAsync(new Uri(link.GetAttribute("href")!, UriKind.Relative));

        Assert.Contains("1 row is in quarantine", Words(page, ".notice"), StringComparison.Ordinal);
        Assert.StartsWith("line_id;booked_on;amount;customer_id;currency;import_error", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_OnThePage_TakesTheImportBack()
    {
        var client = await app.SignedInAsync(Role.Finance);
        await ImportAsync(client, Text, []);

        var answer = await AppFactory.PostFormAsync(client, "/imports/1", [], "/imports/1/undo");
        var page = await PageAsync(client, answer.Headers.Location!.OriginalString);

        Assert.StartsWith("Undone ", Words(page, ".notice"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action$=undo]"));
    }

    [Fact]
    public async Task UndoAndMonths_AsFiles_SayWhatTheirPagesShow()
    {
        var client = await app.SignedInAsync(Role.Finance);
        await ImportAsync(client, Text, []);

        var links = new[] { "/imports/1/undo", "/periods" };
        foreach (var page in links)
        {
            Assert.NotNull((await PageAsync(client, page)).QuerySelector($".table-files a[href='{page}/xlsx']"));
        }
        var undo = await client.GetStringAsync(new Uri("/imports/1/undo/csv", UriKind.Relative));
        var months = await client.GetStringAsync(new Uri("/periods/csv", UriKind.Relative));

        Assert.Contains("2026-01,DKK,1234.50,0.00,-1234.50,1,0,0,0,1", undo, StringComparison.Ordinal);
        Assert.Contains("2026-02,,0,,open", months, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_WithFilters_ShowsWhatFits()
    {
        var client = await app.SignedInAsync(Role.Finance);
        await ImportAsync(client, Text, []);
        await ImportAsync(
            client,
            "customer_id,name\nA,Alma\n",
            new Dictionary<string, string> { ["Kind"] = "customers" }
        );
        await ImportAsync(client, "nothing", []);

        Assert.Equal(3, (await PageAsync(client, "/imports")).QuerySelectorAll("tbody tr").Length);
        Assert.Equal(1, (await PageAsync(client, "/imports?kind=customers")).QuerySelectorAll("tbody tr").Length);
        Assert.Contains(
            "Refused, nothing stored",
            Words(await PageAsync(client, "/imports?status=refused"), "tbody tr"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No import fits",
            Words(await PageAsync(client, "/imports?status=undone"), ".empty"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Ledger_OverManyImports_HasPages()
    {
        var runner = app.Services.GetRequiredService<ImportRunner>();
        var folder = Directory.CreateTempSubdirectory("kpiboard-import-");
        for (var i = 0; i < LedgerQueries.PageSize + 1; i++)
        {
            var file = Path.Combine(folder.FullName, $"{i}.csv");
            await File.WriteAllTextAsync(file, $"customer_id\nC{i}\n");
            var request = new ImportRequest
            {
                Kind = "customers",
                Path = file,
                FileName = $"{i}.csv",
                By = "test",
            };
            await runner.RunAsync(request, _ => { }, CancellationToken.None);
        }
        folder.Delete(recursive: true);
        var client = await app.SignedInAsync(Role.Executive);

        var first = await PageAsync(client, "/imports");
        var second = await PageAsync(client, "/imports?page=2");

        Assert.Equal(LedgerQueries.PageSize, first.QuerySelectorAll("tbody tr").Length);
        Assert.StartsWith("0.csv", Words(second, "tbody tr"), StringComparison.Ordinal);
        Assert.Null(first.QuerySelector("a[href='/imports/new']"));
    }

    [Fact]
    public async Task Worker_AfterARestart_TakesUpWhatWaits()
    {
        var spool = app.Services.GetRequiredService<SpoolFolder>();
        var uploads = app.Services.GetRequiredService<UploadStore>();
        var stored = await spool.SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(Text)), long.MaxValue, default);
        var leases = app.Services.GetRequiredService<LeaseStore>();
        await app.DisposeAsync();
        var id = await uploads.AddAsync(
            "revenue",
            "day.csv",
            stored.Name,
            Text.Length,
            new UploadParameters(),
            "test",
            default
        );
        await using (var lease = await leases.TryTakeAsync("uploads", default))
        {
            await uploads.TakeAsync(id, lease!, default);
        }

        app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Finance);
        await FinishedAsync(client, $"/imports/uploads/{id}");

        Assert.Equal(1, (await PageAsync(client, "/imports")).QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task Upload_WithoutAFile_SaysWhatIsMissing()
    {
        var client = await app.SignedInAsync(Role.Finance);

        var answer = await SendAsync(client, null, []);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Choose a file.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<IHtmlDocument> ImportAsync(
        HttpClient client,
        string text,
        Dictionary<string, string> fields
    )
    {
        var answer = await SendAsync(client, text, fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await FinishedAsync(client, answer.Headers.Location!.OriginalString);
    }

    private static async Task<IHtmlDocument> FinishedAsync(HttpClient client, string upload)
    {
        while (true)
        {
            var state = JsonDocument.Parse(
                await client.GetStringAsync(new Uri($"{upload}/progress", UriKind.Relative))
            );
            if (state.RootElement.GetProperty("isFinished").GetBoolean())
            {
                break;
            }
            await Task.Delay(20);
        }
        using var moved = await client.GetAsync(new Uri(upload, UriKind.Relative));
        return await PageAsync(client, moved.Headers.Location!.OriginalString);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client,
        string? text,
        Dictionary<string, string> fields
    )
    {
        var page = await client.GetStringAsync(new Uri("/imports/new", UriKind.Relative));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(AppFactory.FormToken(page)), "__RequestVerificationToken" },
        };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }
        if (text is not null)
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            form.Add(content, "File", "day.csv");
        }
        return await client.PostAsync(new Uri("/imports/new", UriKind.Relative), form);
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient client, string address) =>
        await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri(address, UriKind.Relative)));

    private static string Words(IHtmlDocument page, string selector) =>
        string.Join(
            ' ',
            page.QuerySelector(selector)!
                .TextContent.Replace('\u00a0', ' ')
                .Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)
        );
}
