using System.IO.Compression;
using System.Text;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Customers;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.PersonalData.Erasing;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.PersonalData;
using Microsoft.Data.Sqlite;

namespace KpiBoard.Web.Tests.PersonalData;

/// <summary>A small company with one customer, Zebedee, whose marks are in every table and kind of file that can hold them.</summary>
internal sealed class MarkedCompany : IAsyncDisposable
{
    public const string Number = "ZEB-4711";
    public const string Name = "Zebedee Quux";
    public const string Mail = "zebedee@quux.example";

    public static readonly string[] Customers =
    [
        "customer_id,name,segment",
        $"{Number},{Name},Large",
        "C-1,Andersen,Small",
        "C-2,Berg,Large",
    ];

    public static readonly string[] Surveys =
    [
        "response_id,score,answered_at,customer_id,comment",
        $"R-1,3,2026-08-03,{Number},Call me at {Mail}",
        $"R-2,9,2026-08-04,C-1,Better than {Name} says",
        "R-3,10,2026-09-04,C-2,Fine",
    ];

    private static readonly string[] Marks = [Number, "Zebedee", Mail, "BIL-ZQ"];

    private readonly string outside = Directory.CreateTempSubdirectory("kpiboard-outside-").FullName;

    private MarkedCompany(TestCompany company) => Company = company;

    public TestCompany Company { get; }

    private string DataFolder => Company.Get<DatabaseOptions>().DataFolder;

    private string Processed => Path.Combine(DataFolder, "inbox", "Erp", "processed");

    public static async Task<MarkedCompany> CreateAsync(string engine)
    {
        var subject = new MarkedCompany(await TestCompany.CreateAsync(engine));
        await subject.Company.ImportAsync("customers", Customers);
        await subject.Company.ImportAsync("revenue", Revenue());
        await subject.Company.ImportAsync("surveys", Surveys);
        await subject.Company.ImportAsync(
            "wallets",
            ["customer_id,period,category_spend,currency,source", $"{Number},2025,9000,DKK,asked Zebedee"]
        );
        await subject.QuarantineAsync();
        await subject.Company.RefreshAsync();
        await subject.WordsAsync();
        await subject.FilesAsync();
        return subject;
    }

    /// <summary>A file that came after the erasure, as the inbox leaves it.</summary>
    public string Process(string name, string content)
    {
        var path = Path.Combine(Processed, name);
        File.WriteAllText(path, content);
        return path;
    }

    public Task<(int Code, string Out, string Error)> EraseAsync() =>
        Company.CommandAsync(
            $"personal-data erase {Number} --confirm {Number} --ground objection --reference case-17 --also {Mail} --also Zebedee"
        );

    public async Task<long> BeginAsync()
    {
        var queries = Company.Get<PersonQueries>();
        var person = await queries.FindAsync((await queries.IdOfAsync(Number, default))!.Value, default);
        return await Company
            .Get<ErasureStore>()
            .BeginAsync(person!, new("objection", "person", "", "test", [Mail, "Zebedee"]), default);
    }

    /// <summary>A second number of the same customer, and one who was taken for the same once.</summary>
    public async Task MergeAsync()
    {
        await Company.ImportAsync("customers", ["customer_id,name,segment", "OLD-ZEB-1,Zebedee Q.,Large"], "old");
        var queries = Company.Get<PersonQueries>();
        var (number, old, other) = (
            (await queries.IdOfAsync(Number, default))!.Value,
            (await queries.IdOfAsync("OLD-ZEB-1", default))!.Value,
            (await queries.IdOfAsync("C-2", default))!.Value
        );
        var store = Company.Get<CustomerStore>();
        Xunit.Assert.Null(await store.MergeAsync(old, number, "test", default));
        Xunit.Assert.Null(await store.MergeAsync(other, number, "test", default));
        var merge = await ScalarAsync<long>("SELECT MAX([Id]) FROM [CustomerMerge]");
        Xunit.Assert.Null(await store.UnmergeAsync(merge, "test", default));
    }

    public async Task<T> ScalarAsync<T>(string sql) => (await Company.Database.ScalarAsync<T>(sql, null, default))!;

    public string Outside(string name) => Path.Combine(outside, name);

    public async Task<int> CountMarksAsync() => (await MarksInTablesAsync()).Count;

    /// <summary>Every cell of every table that holds a mark.</summary>
    public async Task<IReadOnlyList<string>> MarksInTablesAsync()
    {
        var found = new List<string>();
        foreach (var table in PersonalTables.All.Keys.Concat(PersonalTables.Others.Keys))
        {
            foreach (var row in await Company.Database.QueryAsync<dynamic>($"SELECT * FROM [{table}]", null, default))
            {
                found.AddRange(
                    ((IDictionary<string, object?>)row)
                        .Where(cell => cell.Value is string text && IsMarked(text))
                        .Select(cell => $"{table}.{cell.Key}: {cell.Value}")
                );
            }
        }
        return found;
    }

    /// <summary>Every file under the data folder that holds a mark in its bytes or its name: the database itself, too.</summary>
    public IReadOnlyList<string> MarksInFiles() =>
        [
            .. Directory
                .EnumerateFiles(DataFolder, "*", SearchOption.AllDirectories)
                .Where(file => IsMarked(Path.GetFileName(file)) || IsMarked(Content(file))),
        ];

    /// <summary>Closes what this process keeps open of the database.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(((SqliteDialect)Company.Database.Dialect).ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await Company.DisposeAsync();
        Directory.Delete(outside, recursive: true);
    }

    private static bool IsMarked(string text) =>
        Marks.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));

    private static string Content(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using Stream content = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
        using var all = new MemoryStream();
        content.CopyTo(all);
        return Encoding.Latin1.GetString(all.ToArray()).Replace("\0", "", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Revenue()
    {
        yield return "line_id,booked_on,amount,customer_id,currency,cost,invoice_id";
        for (var month = 1; month <= 10; month++)
        {
            yield return $"L-{month}-1,2026-{month:00}-05,{1000 + month},{Number},DKK,400,BIL-ZQ-{month}";
            yield return $"L-{month}-2,2026-{month:00}-06,{500 + (month * 3)},C-1,DKK,100,I-{month}";
            if (month != 7)
            {
                yield return $"L-{month}-3,2026-{month:00}-07,{900 - (month * 5)},C-2,DKK,300,J-{month}";
            }
        }
    }

    private async Task QuarantineAsync()
    {
        var path = Outside("Zebedee.csv");
        await File.WriteAllLinesAsync(
            path,
            [
                "line_id,booked_on,amount,customer_id,currency",
                $"Q-1,2026-08-09,{Mail},{Number},DKK",
                "Q-2,2026-08-09,x,C-1,DKK",
                "Q-3,2026-08-09,7,C-1,DKK",
            ]
        );
        var answer = await Company
            .Get<ImportRunner>()
            .RunAsync(
                new ImportRequest
                {
                    Kind = "revenue",
                    Path = path,
                    FileName = "from Zebedee.csv",
                    Source = "other",
                    Quarantine = true,
                    By = "test",
                },
                _ => { },
                default
            );
        Xunit.Assert.Equal(2, answer.Rows.Quarantined);
        File.Delete(path);
        // Somebody corrects it without luck: what was typed is in the change log.
        await Company
            .Get<QuarantineRows>()
            .ChangeAsync(answer.Id!.Value, [new(2, ["Q-1", "?", Mail, Number, "DKK"], [], null)], default);
    }

    /// <summary>What people wrote in their own words; written as their pages do, and so in the change log too.</summary>
    private async Task WordsAsync()
    {
        var at = Company.Clock.GetUtcNow();
        var id = await ScalarAsync<long>($"SELECT [Id] FROM [Customer] WHERE [CustomerId] = '{Number}'");
        string[] statements =
        [
            "INSERT INTO [AppUser] ([Id], [Email], [Name], [SecurityStamp], [FailedSignIns], [CreatedAt]) VALUES (1, 'a@b.example', 'Anna', 's', 0, @at)",
            $"INSERT INTO [Theme] ([Id], [Title], [Why], [SortOrder], [Version], [ChangedAt], [ChangedBy]) VALUES (1, 'Service', 'Because of {Name}', 1, 1, @at, 't')",
            $"INSERT INTO [Event] ([Id], [Title], [Words], [Language], [FromDay], [Dimension], [Member], [Version], [AddedAt], [AddedBy], [ChangedAt], [ChangedBy]) VALUES (1, '{Name} left', 'see {Number}, again {Mail}', 'en', 20260801, '', '', 1, @at, 't', @at, 't')",
            $"INSERT INTO [Comment] ([Id], [SubjectKind], [Kpi], [Dimension], [Member], [Period], [AuthorId], [Author], [Text], [Language], [WrittenAt], [Version], [LastAction], [ChangedAt]) VALUES (1, 'figure', 'nrr', '', '', '', 1, 'Anna', '{Name.ToUpperInvariant()} is angry', 'en', @at, 1, 'written', @at)",
            $"INSERT INTO [CommentVersion] ([CommentId], [Version], [Text], [ReplacedAt]) VALUES (1, 0, 'Ask {Name}', @at)",
            $"INSERT INTO [Task] ([Id], [CommentId], [Title], [OwnerId], [AskedById], [AskedAt], [MailTries], [Version], [LastAction], [ChangedAt], [ChangedById]) VALUES (1, 1, 'Call {Name}', 1, 1, @at, 0, 1, 'asked', @at, 1)",
            $"INSERT INTO [CustomerExclusion] ([Id], [CustomerId], [Reason], [ExcludedAt], [ExcludedBy], [UndoneAt]) VALUES (1, {id}, 'a cousin of Zebedee', @at, 't', @at)",
        ];
        foreach (var sql in statements)
        {
            await Company.Get<KpiDatabase>().ExecuteAsync(sql, new { at }, default);
        }
    }

    private async Task FilesAsync()
    {
        Directory.CreateDirectory(Processed);
        var lines = "kunde;tekst\r\n" + $"{Number};\"to\nlinjer\"\r\nC-1;æøå\r\n";
        await File.WriteAllTextAsync(Path.Combine(Processed, "utf8.csv"), lines);
        await File.WriteAllTextAsync(Path.Combine(Processed, "utf16.csv"), lines, Encoding.Unicode);
        await File.WriteAllTextAsync(Path.Combine(Processed, $"1-{Name}.csv"), lines, Encoding.Latin1);
        await File.WriteAllTextAsync(Path.Combine(Processed, "utf8.csv.txt"), $"line 2: \"{Name}\" is wrong");
        await using (
            var packed = new GZipStream(File.Create(Path.Combine(Processed, "a.csv.gz")), CompressionLevel.Fastest)
        )
        {
            await packed.WriteAsync(Encoding.UTF8.GetBytes(lines));
        }
    }
}
