using System.Text;
using KpiBoard.Data.Audit;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.PersonalData.Files;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.PersonalData;
using Xunit;

namespace KpiBoard.Web.Tests.PersonalData;

/// <summary>A customer is erased: nothing of the person is left anywhere, and every figure stays as it was.</summary>
public sealed class ErasureTests
{
    private static readonly string[] Figures =
    [
        "kpi show nrr --grain month --segment * --json",
        "kpi show churn.logo --grain month --json",
        "kpi show nps.relationship --grain month --segment * --json",
        "kpi bridge --grain month --segment * --json",
        "kpi bridge --grain month --measure margin --json",
        "kpi list --json",
    ];

    [DatabaseTheory]
    public async Task Erase_ACustomerWithDataEverywhere_LeavesNoTraceAndEveryFigure(string engine)
    {
        await using var subject = await MarkedCompany.CreateAsync(engine);
        var before = await FiguresAsync(subject.Company);
        Assert.True(await subject.CountMarksAsync() > 20);

        var run = await subject.EraseAsync();

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Equal([], await subject.MarksInTablesAsync());
        Assert.Equal([], subject.MarksInFiles());
        Assert.Equal(before, await FiguresAsync(subject.Company));
        await subject.Company.RefreshAsync(isFull: true);
        Assert.Equal(before, await FiguresAsync(subject.Company));
        Assert.Null((await subject.Company.Get<AuditChain>().VerifyAsync(CancellationToken.None)).Break);
    }

    [DatabaseTheory]
    public async Task Erase_WithoutConfirmation_ChangesNothing(string engine)
    {
        await using var subject = await MarkedCompany.CreateAsync(engine);
        var before = await subject.CountMarksAsync();

        var preview = await subject.Company.CommandAsync($"personal-data erase {MarkedCompany.Number}");
        var wrong = await subject.Company.CommandAsync(
            $"personal-data erase {MarkedCompany.Number} --confirm C-1 --ground objection"
        );

        Assert.Equal((ExitCode.Refused, ExitCode.WrongUsage), (preview.Code, wrong.Code));
        Assert.Contains("SurveyResponse: 1 rows of the customer", preview.Out, StringComparison.Ordinal);
        Assert.Equal(before, await subject.CountMarksAsync());
    }

    [DatabaseTheory]
    public async Task Import_OfAnErasedCustomersFiles_BringsNobodyBack(string engine)
    {
        await using var subject = await MarkedCompany.CreateAsync(engine);
        await subject.EraseAsync();
        var before = await FiguresAsync(subject.Company);

        var same = await subject.Company.ImportAsync("customers", MarkedCompany.Customers);
        var register = await subject.Company.ImportAsync("customers", [.. MarkedCompany.Customers, "C-3,Third,Small"]);
        var answers = await subject.Company.ImportAsync("surveys", [.. MarkedCompany.Surveys, "R-9,7,2026-09-09,C-1,"]);
        await subject.Company.RefreshAsync();

        Assert.Equal(ImportAnswer.AlreadyImported, same.Status);
        Assert.Equal((4L, 1L, 0L), (register.Rows.Read, register.Rows.New, register.Rows.Updated));
        Assert.Equal((0L, 1L), (answers.Rows.Updated, answers.Rows.New));
        Assert.Contains("1 rows are of customers who were erased", register.Warnings[0], StringComparison.Ordinal);
        Assert.Equal([], await subject.MarksInTablesAsync());
        Assert.Equal(before[3], (await FiguresAsync(subject.Company))[3]);

        var more = await subject.Company.ImportAsync(
            "revenue",
            ["line_id,booked_on,amount,customer_id,currency,cost", $"L-99,2026-09-20,50,{MarkedCompany.Number},DKK,10"]
        );
        Assert.Equal(1, more.Rows.New);
        Assert.Equal([], await subject.MarksInTablesAsync());
        Assert.Equal(
            1L,
            await subject.ScalarAsync<long>(
                "SELECT COUNT(*) FROM [RevenueLine] r JOIN [ErasedCustomer] e ON e.[CustomerId] = r.[CustomerId] WHERE r.[RowKey] = 'L-99'"
            )
        );
    }

    [DatabaseTheory]
    public async Task Import_AfterReadmission_RegistersANewCustomer(string engine)
    {
        await using var subject = await MarkedCompany.CreateAsync(engine);
        await subject.EraseAsync();

        var readmitted = await subject.Company.CommandAsync($"personal-data readmit {MarkedCompany.Number}");
        await subject.Company.ImportAsync(
            "customers",
            ["customer_id,name,segment", $"{MarkedCompany.Number},Again,Small"]
        );

        Assert.Equal(ExitCode.Done, readmitted.Code);
        Assert.Equal(
            1L,
            await subject.ScalarAsync<long>(
                "SELECT COUNT(*) FROM [Customer] c JOIN [CustomerVersion] v ON v.[CustomerId] = c.[Id] WHERE v.[Name] = 'Again' AND NOT EXISTS (SELECT 1 FROM [ErasedCustomer] e WHERE e.[CustomerId] = c.[Id])"
            )
        );
    }

    [DatabaseTheory]
    public async Task Erase_KilledInTheMiddle_IsFinishedByWhoeverComesNext(string engine)
    {
        await using var subject = await MarkedCompany.CreateAsync(engine);
        // Entered, and not one step done: as after a kill at the first instant. A second run finds some steps done.
        await subject.BeginAsync();

        await subject.Company.Get<IErasureReplay>().RunAsync(CancellationToken.None);
        var again = await subject.Company.Get<IErasureReplay>().RunAsync(CancellationToken.None);

        Assert.Equal(0, again);
        Assert.Equal([], await subject.MarksInTablesAsync());
        Assert.Equal([], subject.MarksInFiles());
    }

    [Theory]
    [InlineData(DatabaseOptions.CompanyFile, null, "/data/erasures")]
    [InlineData(DatabaseOptions.CompanyFile, "/share/erasures", "/share/erasures")]
    [InlineData(DatabaseOptions.DemoFile, "/share/erasures", "/data/erasures-demo")]
    public void Folder_OfSeveralNodes_IsWhereTheConfigurationSays(string file, string? configured, string expected) =>
        Assert.Equal(
            Path.GetFullPath(expected),
            new ErasureFolder(new DatabaseOptions(DatabaseOptions.Sqlite, null, "/data", file), configured).Path
        );

    [Fact]
    public async Task Import_WithoutTheKey_IsHeldUntilItIsBack()
    {
        await using var subject = await MarkedCompany.CreateAsync(TestDatabase.Sqlite);
        await subject.EraseAsync();
        var folder = subject.Company.Get<ErasureFolder>().Path;
        Directory.Move(folder, folder + ".away");

        await Assert.ThrowsAsync<IOException>(() => subject.Company.ImportAsync("customers", ["customer_id", "C-4"]));
        Directory.Move(folder + ".away", folder);
        var answer = await subject.Company.ImportAsync("customers", ["customer_id", "C-4"]);

        Assert.Equal(ImportAnswer.Imported, answer.Status);
    }

    [Fact]
    public async Task Sweep_OfFilesThatCameSince_TakesOutTheirLines()
    {
        await using var subject = await MarkedCompany.CreateAsync(TestDatabase.Sqlite);
        await subject.EraseAsync();
        var processed = subject.Process("new.csv", $"kunde;navn\r\n{MarkedCompany.Number};New\r\nC-1;Andersen\r\n");
        var waiting = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(processed))!, "waiting.csv");
        await File.WriteAllTextAsync(waiting, $"kunde\r\n{MarkedCompany.Number}\r\n");

        var erased = await subject.Company.Database.ReadSnapshotAsync(
            subject.Company.Get<ErasedCustomers>().ReadAsync,
            CancellationToken.None
        );
        var changed = subject.Company.Get<PersonFiles>().Erase(erased, CancellationToken.None);

        Assert.Equal((1, 1L), changed);
        Assert.Equal("kunde;navn\r\nC-1;Andersen\r\n", await File.ReadAllTextAsync(processed));
        Assert.Contains(MarkedCompany.Number, await File.ReadAllTextAsync(waiting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_OfMergedNumbers_ErasesAllOfThemAndNotWhoWasParted()
    {
        await using var subject = await MarkedCompany.CreateAsync(TestDatabase.Sqlite);
        await subject.MergeAsync();

        await subject.EraseAsync();

        Assert.Equal([], await subject.MarksInTablesAsync());
        Assert.Equal(2L, await subject.ScalarAsync<long>("SELECT COUNT(*) FROM [ErasedCustomer]"));
        Assert.Equal(1L, await subject.ScalarAsync<long>("SELECT COUNT(*) FROM [Customer] WHERE [CustomerId] = 'C-2'"));
    }

    [Fact]
    public async Task Restore_OfABackupFromBefore_ErasesAgain()
    {
        await using var subject = await MarkedCompany.CreateAsync(TestDatabase.Sqlite);
        var copy = subject.Outside("backup.db");
        Assert.Equal(ExitCode.Done, (await subject.Company.CommandAsync($"backup {copy}")).Code);
        await subject.EraseAsync();
        subject.Close();

        var restore = await subject.Company.CommandAsync($"restore {copy}");

        Assert.Equal((ExitCode.Done, ""), (restore.Code, restore.Error));
        Assert.Contains("erased again", restore.Out, StringComparison.Ordinal);
        Assert.Equal([], await subject.MarksInTablesAsync());
        Assert.Equal(
            1L,
            await subject.ScalarAsync<long>("SELECT COUNT(*) FROM [Erasure] WHERE [ReplayedAt] IS NOT NULL")
        );
        Assert.Null((await subject.Company.Get<AuditChain>().VerifyAsync(CancellationToken.None)).Break);
    }

    private static async Task<IReadOnlyList<string>> FiguresAsync(TestCompany company)
    {
        var all = new List<string>();
        foreach (var command in Figures)
        {
            var run = await company.CommandAsync(command);
            Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
            Assert.True(Encoding.UTF8.GetByteCount(run.Out) > 2, command);
            all.Add(run.Out);
        }
        return all;
    }
}
