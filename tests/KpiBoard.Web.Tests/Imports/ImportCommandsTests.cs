using System.Text.Json;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class ImportCommandsTests
{
    private const string Text =
        "line_id,booked_on,amount,customer_id,currency\n1,2026-01-05,12.50,A,DKK\n2,2026-01-06,2.50,,DKK\n";

    [Fact]
    public async Task Import_WithJson_PrintsTheAnswerOfTheContracts()
    {
        await using var lab = await ImportLab.CreateAsync();
        var file = lab.Write("day.csv", Text);

        var (code, output, _) = await lab.CommandAsync($"import revenue {file} --source erp --json");

        Assert.Equal(0, code);
        var hash = JsonDocument.Parse(output).RootElement.GetProperty("hash").GetString();
        Assert.Equal(
            $$"""
            {"id":1,"kind":"revenue","source":"erp","file":"day.csv","hash":"{{hash}}","status":"imported","rows":{"read":2,"new":2,"updated":0,"unchanged":0,"quarantined":0,"notAnswered":0},"totals":[{"currency":"DKK","period":"2026-01","rows":2,"amount":15.0000,"unidentifiedRows":1,"unidentifiedAmount":2.5000}],"unidentified":{"rows":1,"amount":2.5000},"notDescribed":1,"warnings":[],"detected":{"delimiter":",","encoding":"utf-8","decimal":".","dateFormat":"yyyy-MM-dd"},"ignoredColumns":[]}
            """,
            output.Trim()
        );
    }

    [Fact]
    public async Task Import_Refused_EndsWithOneAndSaysWhere()
    {
        await using var lab = await ImportLab.CreateAsync();
        var file = lab.Write(
            "bad.csv",
            "booked_on,amount,customer_id\n2026-01-05,12.50,A\n2026-13-05,1,B\n2026-01-06,abc,C\n"
        );
        await lab.CommandAsync("setting set currency GBP");

        var (code, output, _) = await lab.CommandAsync($"import revenue {file} --json");
        var (_, text, _) = await lab.CommandAsync($"import revenue {file}");

        Assert.Equal(1, code);
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal("refused", answer.GetProperty("status").GetString());
        Assert.Equal(
            [(3, "booked_on", "2026-13-05"), (4, "amount", "abc")],
            answer
                .GetProperty("errors")
                .EnumerateArray()
                .Select(error =>
                    (
                        error.GetProperty("line").GetInt32(),
                        error.GetProperty("column").GetString()!,
                        error.GetProperty("value").GetString()!
                    )
                )
        );
        Assert.Contains("line 3, booked_on \"2026-13-05\": There is no such day.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import sales FILE", "There is no kind")]
    [InlineData("import revenue nowhere.csv", "There is no file")]
    [InlineData("import revenue FILE --profile nowhere", "There is no profile")]
    [InlineData("import revenue FILE --on-error ignore", "ignore")]
    [InlineData("import revenue FILE --replaces 9", "There is no import 9")]
    [InlineData("import revenue FILE --decimal ;", "decimal sign")]
    [InlineData("import revenue FILE --date-format d/M/yy", "dateFormat")]
    [InlineData("import revenue", "Required argument")]
    public async Task Import_AskedWrongly_EndsWithTwo(string arguments, string said)
    {
        await using var lab = await ImportLab.CreateAsync();
        var file = lab.Write("day.csv", Text);

        var (code, output, error) = await lab.CommandAsync(arguments.Replace("FILE", file, StringComparison.Ordinal));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfStandardInput_ReadsIt()
    {
        await using var lab = await ImportLab.CreateAsync();

        var (code, _, _) = await lab.CommandAsync("import revenue - --json", Text);

        Assert.Equal(0, code);
        Assert.Equal(2, (await lab.LinesAsync()).Count);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(lab.Test.Configuration["Data:Folder"]!, "uploads")));
    }

    [Fact]
    public async Task Import_OfSeveralFiles_TakesEachForItself()
    {
        await using var lab = await ImportLab.CreateAsync();
        var (good, bad) = (
            lab.Write("good.csv", Text),
            lab.Write("bad.csv", Text.Replace("12.50", "x", StringComparison.Ordinal))
        );

        var (code, output, _) = await lab.CommandAsync($"import revenue {bad} {good} --json");

        Assert.Equal(1, code);
        Assert.Equal(
            ["refused", "imported"],
            JsonDocument
                .Parse(output)
                .RootElement.EnumerateArray()
                .Select(answer => answer.GetProperty("status").GetString())
        );
    }

    [Fact]
    public async Task Imports_AfterAnUndo_ListsWhatWasPublished()
    {
        await using var lab = await ImportLab.CreateAsync();
        var (first, second) = (
            lab.Write("a.csv", Text),
            lab.Write("b.csv", Text.Replace("1,2026", "7,2026", StringComparison.Ordinal))
        );
        await lab.CommandAsync($"import revenue {first} {second}");

        var (code, _, _) = await lab.CommandAsync("imports undo 1");
        var (again, _, error) = await lab.CommandAsync("imports undo 1");
        var (_, output, _) = await lab.CommandAsync("imports --json");
        var (_, table, _) = await lab.CommandAsync("imports");

        Assert.Equal((0, 1), (code, again));
        Assert.Contains("undone already", error, StringComparison.Ordinal);
        var ledger = JsonDocument.Parse(output).RootElement.EnumerateArray().ToList();
        Assert.Equal(["imported", "undone"], ledger.Select(answer => answer.GetProperty("status").GetString()));
        Assert.All(
            ledger,
            answer => Assert.True(answer.TryGetProperty("by", out _) && answer.TryGetProperty("at", out _))
        );
        Assert.Matches(@"1\s+revenue\s+default\s+a.csv\s+2\s+undone\s+2026-11-21 11:00", table);
    }

    [Fact]
    public async Task Import_WithAStoredProfile_ReadsTheFileByIt()
    {
        await using var lab = await ImportLab.CreateAsync();
        var profile = lab.Write(
            "profile.json",
            """{"kind":"revenue","source":"shop","columns":{"booked_on":"Dag","amount":"Beløb"},"constants":{"currency":"DKK"}}"""
        );
        var file = lab.Write("day.csv", "Dag;Beløb\n21.11.2026;12,50\n");

        var (added, _, _) = await lab.CommandAsync($"profile add nightly {profile}");
        var (code, output, _) = await lab.CommandAsync($"import revenue {file} --profile nightly --json");
        var (_, list, _) = await lab.CommandAsync("profile list");
        var (removed, _, _) = await lab.CommandAsync("profile remove nightly");

        Assert.Equal((0, 0, 0), (added, code, removed));
        Assert.Equal("shop", JsonDocument.Parse(output).RootElement.GetProperty("source").GetString());
        Assert.StartsWith("nightly", list, StringComparison.Ordinal);
    }
}
