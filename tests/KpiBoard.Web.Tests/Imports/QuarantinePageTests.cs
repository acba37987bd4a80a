using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Rows put aside, corrected on the screen.</summary>
public sealed class QuarantinePageTests
{
    private const string Profile =
        """{"kind":"revenue","source":"erp","columns":{"line_id":"Bilag","booked_on":"Dato","amount":"Beløb"},"constants":{"currency":"DKK"}}""";

    private const string Content =
        "Bilag;Dato;Beløb\n1;05-01-2026;1234,5\n2;31-02-2026;2,5\n3;06-01-2026;3,5 kr;x\n4;20-01-2026;abc\n";

    [DatabaseTheory]
    public async Task Correct_SomeOfTheRows_TakesThoseThatAreRightNow(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Finance);
        await ImportAsync(app);

        var page = await PageAsync(client, "/imports/1/quarantine/rows");
        var fields = Fields(page);
        fields["Rows[0].Cells[1]"] = "28-02-2026";
        fields["Rows[1].Cells[2]"] = "3,5";
        fields["Rows[1].Cells[3]"] = "";
        var answer = await AppFactory.PostFormAsync(client, "/imports/1/quarantine/rows", fields);
        var after = await PageAsync(client, answer.Headers.Location!.OriginalString);
        var again = await AppFactory.PostFormAsync(client, "/imports/1/quarantine/rows", fields);

        Assert.Equal(["3", "4", "5"], Lines(page));
        Assert.Equal("true", page.GetElementById("cell-3-1")!.GetAttribute("aria-invalid"));
        Assert.Contains("taken=2", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(["5"], Lines(after));
        Assert.Contains(
            "2 rows are imported. 1 row is still wrong",
            after.QuerySelector(".notice")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("taken=0", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var ledger = await app.Services.GetRequiredService<ImportQueries>().LedgerAsync(default);
        Assert.Equal(
            [("erp", 2L, 6.0m), ("erp", 1L, 1234.5m)],
            ledger.Select(i => (i.Source, i.Rows.New, i.Totals.Sum(t => t.Amount!.Value)))
        );
    }

    [Fact]
    public async Task Undo_OfTheCorrection_BringsTheRowBack()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Finance);
        await ImportAsync(app);
        var fields = Fields(await PageAsync(client, "/imports/1/quarantine/rows"));
        fields["Rows[0].Cells[1]"] = "28-02-2026";
        fields["Only"] = "3";
        await AppFactory.PostFormAsync(client, "/imports/1/quarantine/rows", fields);
        var corrected = await PageAsync(client, "/imports/1/quarantine/rows");

        var newest = (await app.Services.GetRequiredService<ImportQueries>().LedgerAsync(default))[0];
        await app.Services.GetRequiredService<ImportUndo>().UndoAsync(newest.Id!.Value, "test", default);
        var back = await PageAsync(client, "/imports/1/quarantine/rows");

        Assert.Equal(["4", "5"], Lines(corrected));
        Assert.Equal(["3", "4", "5"], Lines(back));
        Assert.Equal("28-02-2026", ((IHtmlInputElement)back.GetElementById("cell-3-1")!).Value);
    }

    private static async Task ImportAsync(AppFactory app)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, Content);
        var request = new ImportRequest
        {
            Kind = "revenue",
            Path = path,
            FileName = "poster.csv",
            Profile = ImportProfile.Parse(Profile, ImportKind.Find("revenue")!),
            Quarantine = true,
            By = "test",
        };
        await app.Services.GetRequiredService<ImportRunner>().RunAsync(request, _ => { }, default);
        File.Delete(path);
    }

    private static Dictionary<string, string> Fields(IHtmlDocument page) =>
        page.QuerySelectorAll("main form input")
            .OfType<IHtmlInputElement>()
            .Where(input => input.Name is not (null or "__RequestVerificationToken"))
            .ToDictionary(input => input.Name!, input => input.Value);

    private static string[] Lines(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("input[name$='.Line']").OfType<IHtmlInputElement>().Select(input => input.Value)];

    private static async Task<IHtmlDocument> PageAsync(HttpClient client, string address) =>
        await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri(address, UriKind.Relative)));
}
