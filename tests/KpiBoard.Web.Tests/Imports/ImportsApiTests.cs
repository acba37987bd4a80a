using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class ImportsApiTests
{
    private const string Text = "line_id,booked_on,amount,customer_id,currency\n1,2026-01-05,12.50,A,DKK\n";

    [DatabaseTheory]
    public async Task Post_OfAFile_IsCreatedOnce(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Imports);

        var created = await PostAsync(client, "revenue?source=erp&fileName=day.csv", Text);
        var again = await PostAsync(client, "revenue?source=erp&fileName=day.csv", Text);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("/api/v1/imports/1", created.Location?.AbsolutePath);
        Assert.Equal(
            ("imported", "erp", "day.csv", "12.5000"),
            (
                created.Body.GetProperty("status").GetString(),
                created.Body.GetProperty("source").GetString(),
                created.Body.GetProperty("file").GetString(),
                created.Body.GetProperty("totals")[0].GetProperty("amount").GetRawText()
            )
        );
        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (again.Status, again.Type));
        Assert.Equal(1, again.Body.GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Post_WithTheSameIdempotencyKey_GivesTheFirstAnswerAgain()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Imports);

        var first = await PostAsync(client, "revenue", Text, "night-1");
        var second = await PostAsync(client, "revenue", Text, "night-1");
        var bad = await PostAsync(client, "revenue", "nothing", "night-2");
        var stillBad = await PostAsync(client, "revenue", "nothing", "night-2");
        var other = await PostAsync(
            client,
            "revenue",
            Text.Replace("12.50", "13.50", StringComparison.Ordinal),
            "night-1"
        );

        Assert.Equal((HttpStatusCode.Created, first.Body.GetRawText()), (second.Status, second.Body.GetRawText()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
        Assert.Equal(
            (bad.Status, bad.Body.GetProperty("id").GetInt64()),
            (stillBad.Status, stillBad.Body.GetProperty("id").GetInt64())
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.False(other.Body.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task Post_OfABadFile_IsAProblemWithItsErrors()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Imports);

        var refused = await PostAsync(client, "revenue", Text + "2,2026-13-05,1,B,DKK\n");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (refused.Status, refused.Type));
        var error = Assert.Single(refused.Body.GetProperty("errors").EnumerateArray());
        Assert.Equal((3, "booked_on"), (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetString()));
    }

    [Theory]
    [InlineData("sales")]
    [InlineData("revenue?profile=nowhere")]
    [InlineData("revenue?onError=ignore")]
    [InlineData("revenue?replaces=7")]
    [InlineData("revenue?decimal=x")]
    [InlineData("revenue?strict=perhaps")]
    public async Task Post_AskedWrongly_IsABadRequest(string path)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Imports);

        var wrong = await PostAsync(client, path, Text);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (wrong.Status, wrong.Type));
    }

    [Fact]
    public async Task Post_LargerThanTheLimit_IsTooLarge()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Configuration["Imports:MaxUploadBytes"] = "1000"
        );
        var client = await app.ApiClientAsync(ApiScope.Imports);

        var refused = await PostAsync(client, "revenue", new string('x', 5_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(database.Configuration["Data:Folder"]!, "uploads")));
    }

    [Fact]
    public async Task Ledger_AndUndo_AreThereForScripts()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Imports);
        await PostAsync(client, "revenue", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Text)));

        var undone = await client.DeleteAsync(new Uri("/api/v1/imports/1", UriKind.Relative));
        var twice = await client.DeleteAsync(new Uri("/api/v1/imports/1", UriKind.Relative));
        var unknown = await client.DeleteAsync(new Uri("/api/v1/imports/9", UriKind.Relative));
        var ledger = await client.GetFromJsonAsync<JsonElement>("/api/v1/imports");
        var one = await client.GetFromJsonAsync<JsonElement>("/api/v1/imports/1");

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.NotFound),
            (undone.StatusCode, twice.StatusCode, unknown.StatusCode)
        );
        Assert.Equal("undone", Assert.Single(ledger.EnumerateArray()).GetProperty("status").GetString());
        Assert.Equal(ledger[0].GetRawText(), one.GetRawText());
        Assert.StartsWith("token ", one.GetProperty("by").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quarantine_OfAnImport_IsAFile()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Imports);
        await PostAsync(client, "revenue?onError=quarantine", Text + "2,2026-13-05,1,B,DKK\n");
        await PostAsync(client, "revenue", Text.Replace("1,2026", "3,2026", StringComparison.Ordinal));

        var file = await client.GetAsync(new Uri("/api/v1/imports/1/quarantine", UriKind.Relative));
        var none = await client.GetAsync(new Uri("/api/v1/imports/2/quarantine", UriKind.Relative));

        Assert.Equal(
            (HttpStatusCode.OK, "text/csv; charset=utf-8"),
            (file.StatusCode, file.Content.Headers.ContentType?.ToString())
        );
        Assert.Equal(
            "line_id,booked_on,amount,customer_id,currency,import_error\r\n"
                + "2,2026-13-05,1,B,DKK,line 3: booked_on: There is no such day. Dates here are yyyy-MM-dd.\r\n",
            await file.Content.ReadAsStringAsync()
        );
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, Uri? Location, string? Type, JsonElement Body)> PostAsync(
        HttpClient client,
        string path,
        string text,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/imports/{path}");
        request.Content = new StringContent(text, Encoding.UTF8, "text/csv");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        using var answer = await client.SendAsync(request);
        return (
            answer.StatusCode,
            answer.Headers.Location,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadFromJsonAsync<JsonElement>()
        );
    }
}
