using KpiBoard.Data.Audit;
using KpiBoard.Testing;
using KpiBoard.Web.Features.PersonalData.Retention;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Database;
using Xunit;

namespace KpiBoard.Web.Tests.PersonalData;

public sealed class RetentionTests
{
    private const string Page = "/administration/retention";

    [DatabaseTheory]
    public async Task Run_WhenThingsAreOld_ForgetsThemAndNoFigure(string engine)
    {
        await using var subject = await MarkedCompany.CreateAsync(engine);
        var company = subject.Company;
        var old = await FilesAsync(company);
        var before = await company.CommandAsync("kpi show nps.relationship --grain month --json");
        await company.Get<RetentionStore>().SetAsync(All(6), "test", default);
        company.Clock.Advance(TimeSpan.FromDays(60));
        var early = await company.Get<RetentionRules>().RunAsync(default);
        Assert.Equal((1L, 0L), (early[RetentionKind.Files], early[RetentionKind.Answers]));
        Assert.Equal(3, await subject.ScalarAsync<long>("SELECT COUNT(*) FROM [ImportQuarantine]"));

        company.Clock.Advance(TimeSpan.FromDays(150));
        var counted = await company.Get<RetentionRules>().CountAsync(All(6), default);
        var gone = await company.Get<RetentionRules>().RunAsync(default);

        Assert.Equal(counted, gone);
        Assert.Equal((3L, 3L), (gone[RetentionKind.Answers], gone[RetentionKind.Quarantine]));
        Assert.True(gone[RetentionKind.Audit] > 0);
        Assert.Equal([old[1]], old.Where(File.Exists));
        Assert.Equal(
            0,
            await subject.ScalarAsync<long>("SELECT COUNT(*) FROM [SurveyResponse] WHERE [Comment] IS NOT NULL")
        );
        Assert.Equal(before.Out, (await company.CommandAsync("kpi show nps.relationship --grain month --json")).Out);
        Assert.Null((await company.Get<AuditChain>().VerifyAsync(default)).Break);
        Assert.All(await company.Get<RetentionRules>().RunAsync(default), kind => Assert.Equal(0, kind.Value));
    }

    [DatabaseTheory]
    public async Task Run_WhenTheClockWasSetBack_ForgetsNothingEarly(string engine)
    {
        await using var subject = await MarkedCompany.CreateAsync(engine);
        await subject.Company.Get<RetentionStore>().SetAsync(All(6), "test", default);
        subject.Company.Clock.Advance(TimeSpan.FromDays(-400));

        var gone = await subject.Company.Get<RetentionRules>().RunAsync(default);

        Assert.All(gone, kind => Assert.Equal(0, kind.Value));
    }

    [DatabaseTheory]
    public async Task Page_ShowsTheEffectBeforeItSaves(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);
        var fields = new Dictionary<string, string> { ["Months[audit]"] = "12", ["Months[sign-ins]"] = "2" };

        using var shown = await AppFactory.PostFormAsync(client, Page, fields);
        var html = await shown.Content.ReadAsStringAsync();
        var unsaved = await database.Database.ScalarAsync<long>("SELECT COUNT(*) FROM [Retention]", null, default);
        using var saved = await AppFactory.PostFormAsync(client, Page, fields, $"{Page}/save");
        using var wrong = await AppFactory.PostFormAsync(
            client,
            Page,
            new Dictionary<string, string> { ["Months[sign-ins]"] = "4" },
            $"{Page}/save"
        );

        Assert.Contains("Nothing is saved yet", html, StringComparison.Ordinal);
        Assert.Equal(0, unsaved);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("never kept longer", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            14,
            await database.Database.ScalarAsync<long>("SELECT SUM([Months]) FROM [Retention]", null, default)
        );
    }

    private static Dictionary<string, int> All(int months) =>
        RetentionKind.All.ToDictionary(kind => kind.Name, kind => kind.Most > 0 ? kind.Most : months);

    /// <summary>Files as the inbox names them: one of long ago, one that is young by its name, however old its time is.</summary>
    private static async Task<string[]> FilesAsync(TestCompany company)
    {
        var folder = Path.Combine(company.Get<DatabaseOptions>().DataFolder, "inbox", "Erp", "refused");
        Directory.CreateDirectory(folder);
        string[] files =
        [
            Path.Combine(folder, "20260601-101010-1-a.csv"),
            Path.Combine(folder, "20270501-101010-2-b.csv"),
        ];
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(file, "a;b\n");
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
        return files;
    }
}
