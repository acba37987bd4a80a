using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Files that are looked at before they are imported.</summary>
public sealed class DraftTests : IAsyncLifetime
{
    private const string Danish =
        "Bilagsnr;Bogføringsdato;Beløb (DKK);Kundenr;Valuta;Sælger\n1;05-01-2026;1234,50;A;DKK;TB\n2;13-02-2026;-4,50;;DKK;ML\n";

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

    [Theory]
    [InlineData("revenue", "Bogført,Beløb,Kundenr.,Faktura", "booked_on amount customer_id invoice_id")]
    [InlineData("revenue", "Dato,Nettobeløp,Kundenummer,Forfallsdato", "booked_on amount customer_id -")]
    [InlineData("revenue", "Posting Date,Due Date,Amount (LCY),Customer No.", "booked_on - amount customer_id")]
    [InlineData("customers", "KUNDE_ID,Kundenavn,Enhet", "customer_id name business_unit")]
    [InlineData("surveys", "Karakter,Besvaret,Kommentar", "score answered_at comment")]
    public void Suggestions_ForHeadersOfThreeLanguages_FindTheColumns(string kindName, string headers, string expected)
    {
        var kind = ImportKind.Find(kindName)!;
        var names = headers.Split(',');

        var fields = HeaderSuggestions.Complete(kind, names, [.. kind.Columns.Select(_ => -1)]);

        Assert.Equal(
            expected.Split(' '),
            names.Select((_, field) => Array.IndexOf(fields, field) is >= 0 and var at ? kind.Columns[at].Name : "-")
        );
    }

    [Fact]
    public async Task Look_AtADanishFile_SuggestsColumnsTriesAndImports()
    {
        var client = await app.SignedInAsync(Role.Finance);
        var draft = await LookAsync(client, "poster.csv", Encoding.UTF8.GetBytes(Danish));

        var page = await PageAsync(client, draft);
        var fields = Fields(page);
        var tried = await SendAsync(client, draft, fields, "check");
        var trial = await PageAsync(client, draft);
        var before = await app.Services.GetRequiredService<ImportQueries>().LedgerAsync(default);
        var imported = await SendAsync(client, draft, Fields(trial), "import");
        using var end = await client.GetAsync(new Uri(imported, UriKind.Relative));
        var import = await PageAsync(client, end.Headers.Location!.OriginalString);

        Assert.Equal(
            ["invoice_id", "booked_on", "amount", "customer_id", "currency", ""],
            page.QuerySelectorAll("select[name=Map]").OfType<IHtmlSelectElement>().Select(select => select.Value)
        );
        Assert.Equal(2, page.QuerySelectorAll(".preview tbody tr").Length);
        Assert.Contains("kept out: Sælger", Words(page, ".panel-foot"), StringComparison.Ordinal);
        Assert.Equal(draft[..^"/look".Length], tried);
        Assert.Contains("Tried: the file would be taken.", trial.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "DKK Jan 2026 1 1,234.50",
            Words(trial, "[aria-labelledby=control] tbody"),
            StringComparison.Ordinal
        );
        Assert.Empty(before);
        Assert.Contains("2 rows imported.", Words(import, ".notice"), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(database.Configuration["Data:Folder"]!, "uploads")));
    }

    [Fact]
    public async Task Save_OfTheColumnsAndAConstant_KeepsAProfileThatReadsTheNextFile()
    {
        var client = await app.SignedInAsync(Role.Finance);
        var draft = await LookAsync(client, "poster.csv", Encoding.UTF8.GetBytes(Danish));
        var fields = Fields(await PageAsync(client, draft));
        fields.RemoveAll(field => field.Key == "Constants[product]");
        fields.AddRange([new("ProfileName", "Poster"), new("Constants[product]", "Service")]);

        await SendAsync(client, draft, fields, "save");
        var profile = await app
            .Services.GetRequiredService<ProfileStore>()
            .GetAsync("Poster", ImportKind.Find("revenue")!, default);

        Assert.Equal("Beløb (DKK)", profile.Columns["amount"]);
        Assert.DoesNotContain("product", profile.Columns.Keys);
        Assert.Equal(new Dictionary<string, string> { ["product"] = "Service" }, profile.Constants);
    }

    [Fact]
    public async Task Look_AtAWorkbook_ShowsItsSheetAndWhatIsWrong()
    {
        var client = await app.SignedInAsync(Role.Finance);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("nb");
        var draft = await LookAsync(
            client,
            "salg.xlsx",
            new Workbook
            {
                SheetName = "Salg",
                Rows = Workbook.Texts(3, "Dato", "Kunde") + Workbook.Texts(4, "2026-01-05", "A"),
            }.ToBytes()
        );

        var page = await PageAsync(client, draft);

        Assert.Contains("Kolonnen amount mangler.", Words(page, ".notice"), StringComparison.Ordinal);
        Assert.Equal(
            ["", "Salg"],
            page.QuerySelectorAll("select[name=Sheet] option").OfType<IHtmlOptionElement>().Select(o => o.Value)
        );
        Assert.Equal("4 2026-01-05 A", Words(page, ".preview tbody tr"));
    }

    [Fact]
    public async Task Send_OfManyFiles_ImportsThemAll()
    {
        var client = await app.SignedInAsync(Role.Finance);

        await SendFilesAsync(
            client,
            "",
            [("a.csv", "customer_id\nA\n"u8.ToArray()), ("b.csv", "customer_id\nB\n"u8.ToArray())],
            "customers"
        );
        var queries = app.Services.GetRequiredService<ImportQueries>();
        while ((await queries.LedgerAsync(default)).Count < 2)
        {
            await Task.Delay(20);
        }

        Assert.Equal(["b.csv", "a.csv"], (await queries.LedgerAsync(default)).Select(import => import.File));
    }

    [Fact]
    public async Task Remove_OfAFile_LeavesNothing()
    {
        var client = await app.SignedInAsync(Role.Finance);
        var draft = await LookAsync(client, "poster.csv", Encoding.UTF8.GetBytes(Danish));

        await SendAsync(client, draft, Fields(await PageAsync(client, draft)), "remove");

        Assert.Empty(await app.Services.GetRequiredService<UploadStore>().DraftsAsync(default));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(database.Configuration["Data:Folder"]!, "uploads")));
    }

    private static async Task<string> LookAsync(HttpClient client, string name, byte[] content)
    {
        var address = await SendFilesAsync(client, "look", [(name, content)], "revenue");
        using var moved = await client.GetAsync(new Uri(address, UriKind.Relative));
        return moved.Headers.Location!.OriginalString;
    }

    private static async Task<string> SendFilesAsync(
        HttpClient client,
        string deed,
        IEnumerable<(string Name, byte[] Content)> files,
        string kind
    )
    {
        var page = await client.GetStringAsync(new Uri("/imports/new", UriKind.Relative));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(AppFactory.FormToken(page)), "__RequestVerificationToken" },
            { new StringContent(kind), "Kind" },
            { new StringContent(deed), "Do" },
        };
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "File", name);
        }
        using var answer = await client.PostAsync(new Uri("/imports/new", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Presses one of the form's buttons, and waits for what it started.</summary>
    private static async Task<string> SendAsync(
        HttpClient client,
        string draft,
        List<KeyValuePair<string, string>> fields,
        string deed
    )
    {
        using var answer = await AppFactory.PostFormAsync(client, draft, [.. fields, new("Do", deed)]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var address = answer.Headers.Location!.OriginalString;
        while (deed is "check" or "import")
        {
            var state = JsonDocument.Parse(
                await client.GetStringAsync(new Uri($"{address}/progress", UriKind.Relative))
            );
            if (state.RootElement.GetProperty("isFinished").GetBoolean())
            {
                break;
            }
            await Task.Delay(20);
        }
        return address;
    }

    private static List<KeyValuePair<string, string>> Fields(IHtmlDocument page) =>
        [
            .. page.QuerySelectorAll("main select")
                .OfType<IHtmlSelectElement>()
                .Select(select => new KeyValuePair<string, string>(select.Name!, select.Value!)),
        ];

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
