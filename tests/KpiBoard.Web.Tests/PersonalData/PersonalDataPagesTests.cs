using System.IO.Compression;
using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.PersonalData;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.PersonalData;

public sealed class PersonalDataPagesTests
{
    private const string Page = "/administration/personal-data";

    [DatabaseTheory]
    public async Task Pages_FromSearchToProof_DoWhatTheySay(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        await ImportAsync(app, "customers", "customer_id,name\nZEB-4711,=Zebedee\nC-1,Berg\n");
        await ImportAsync(
            app,
            "surveys",
            "response_id,score,answered_at,customer_id,comment\nR-1,3,2026-08-03,ZEB-4711,call z@quux.example\n"
        );
        var client = await app.SignedInAsync(Role.Administrator);

        using var search = await AppFactory.PostFormAsync(client, Page, Form(("q", "z@quux.example")));
        var found = await search.Content.ReadAsStringAsync();
        Assert.Contains("ZEB-4711", found, StringComparison.Ordinal);
        Assert.DoesNotContain("C-1", found, StringComparison.Ordinal);
        var id = await database.Database.ScalarAsync<long>(
            "SELECT [Id] FROM [Customer] WHERE [CustomerId] = 'ZEB-4711'",
            null,
            default
        );
        var person = $"{Page}/{id}";

        // Each form of the page brings its own token along.
        using var forms = await client.PageAsync(person);
        Assert.All(
            forms.QuerySelectorAll($"form[action^='{person}']"),
            form => Assert.NotNull(form.QuerySelector("input[name=__RequestVerificationToken]"))
        );
        Assert.Equal(3, forms.QuerySelectorAll($"form[action^='{person}']").Length);

        using var export = await AppFactory.PostFormAsync(client, person, Form(("Also", "")), $"{person}/export");
        var parts = await PartsAsync(export);
        Assert.Contains("call z@quux.example", parts["survey-response.csv"], StringComparison.Ordinal);
        Assert.Contains("'=Zebedee", parts["customer-version.csv"], StringComparison.Ordinal);
        Assert.Contains("survey-response.csv", parts["index.html"], StringComparison.Ordinal);

        using var wrong = await AppFactory.PostFormAsync(
            client,
            person,
            Form(("Confirm", "C-1"), ("Ground", "objection"), ("Requester", "person"), ("Reference", "=Zebedee")),
            $"{person}/erase"
        );
        var refused = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("Type exactly ZEB-4711", refused, StringComparison.Ordinal);
        Assert.Contains("must not name the customer", refused, StringComparison.Ordinal);

        using var erased = await AppFactory.PostFormAsync(
            client,
            person,
            Form(("Confirm", "ZEB-4711"), ("Ground", "objection"), ("Requester", "person"), ("Reference", "case 7")),
            $"{person}/erase"
        );
        Assert.Equal(HttpStatusCode.Redirect, erased.StatusCode);
        for (var tries = 0; tries < 100 && await UnfinishedAsync(database) > 0; tries++)
        {
            await Task.Delay(100);
        }
        var proof = await client.GetStringAsync(new Uri(Page, UriKind.Relative));
        Assert.Contains("case 7", proof, StringComparison.Ordinal);
        Assert.Contains("stands for the customer", proof, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "ZEB",
            await client.GetStringAsync(new Uri(person, UriKind.Relative)),
            StringComparison.Ordinal
        );

        var reads = await database.Database.QueryAsync<string>(
            "SELECT [SubjectKey] FROM [AuditEntry] WHERE [Action] = 'read' AND [Subject] = 'Customer' ORDER BY [Id]",
            null,
            default
        );
        Assert.Equal("*", reads[0]);
        Assert.Contains($"{id}", reads);
    }

    [Fact]
    public async Task DataFolder_OfTheRunningApp_HoldsOnlyWhatIsDeclared()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        await app.Services.GetRequiredService<InboxRunner>().RunAsync(default);
        await app.Services.GetRequiredService<SpoolFolder>().SaveAsync(new MemoryStream([1]), 10, default);
        app.Services.GetRequiredService<ErasureFolder>().GetKey();

        var names = Directory
            .EnumerateFileSystemEntries(database.Configuration["Data:Folder"]!)
            .Select(entry => Path.GetFileName(entry)!)
            .Where(name => !name.StartsWith("kpiboard.db", StringComparison.Ordinal));

        // Keys, erasures and the first administrator's link hold no customer; the others are folders that are searched.
        Assert.Empty(names.Except(["keys", "erasures", "first-administrator.txt", "uploads", "inbox"]));
        Assert.Equal(
            ["inbox", "uploads"],
            app.Services.GetServices<PersonalFolder>().Select(folder => Path.GetFileName(folder.Path)).Order()
        );
    }

    private static Dictionary<string, string> Form(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);

    private static Task<long> UnfinishedAsync(TestDatabase database) =>
        database.Database.ScalarAsync<long>(
            "SELECT COUNT(*) FROM [Erasure] WHERE [FinishedAt] IS NULL",
            null,
            default
        )!;

    private static async Task<Dictionary<string, string>> PartsAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        var parts = new Dictionary<string, string>();
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            parts[entry.FullName] = await reader.ReadToEndAsync();
        }
        return parts;
    }

    private static async Task ImportAsync(AppFactory app, string kind, string content)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, content);
        var answer = await app
            .Services.GetRequiredService<ImportRunner>()
            .RunAsync(
                new ImportRequest
                {
                    Kind = kind,
                    Path = path,
                    FileName = $"{kind}.csv",
                    By = "test",
                },
                _ => { },
                default
            );
        File.Delete(path);
        Assert.Equal(ImportAnswer.Imported, answer.Status);
    }
}
