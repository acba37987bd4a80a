using System.Net;
using System.Text;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Nodes;

/// <summary>Two nodes that share a database and, on a server, nothing else: what one took in, the other has.</summary>
public sealed class SharedNodeTests
{
    [DatabaseTheory]
    public async Task Session_OfOneNode_HoldsOnTheOther(string engine)
    {
        await using var nodes = await TwoNodes.StartAsync(engine);
        await nodes.SignInAtFirstAsync(Role.Finance);

        using var there = await nodes.AtSecond.GetAsync(new Uri("/account", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
    }

    [DatabaseTheory]
    public async Task Upload_AtOneNode_IsLookedAtAndImportedAtTheOther(string engine)
    {
        await using var nodes = await TwoNodes.StartAsync(engine);
        await nodes.SignInAtFirstAsync(Role.Finance);
        var file = Encoding.UTF8.GetBytes("customer_id,name\nA,Aldervik\nB,Birk\n");
        var address = await Uploads.SendAsync(nodes.AtFirst, "look", "customers", "kunder.csv", file);

        using var moved = await nodes.AtSecond.GetAsync(new Uri(address, UriKind.Relative));
        var look = moved.Headers.Location!.OriginalString;
        var preview = await nodes.AtSecond.GetStringAsync(new Uri(look, UriKind.Relative));
        await nodes.StopFirstAsync();
        using var sent = await AppFactory.PostFormAsync(
            nodes.AtSecond,
            look,
            [new("Kind", "customers"), new("Do", "import")]
        );
        var ledger = nodes.Second.Services.GetRequiredService<ImportQueries>();
        while ((await ledger.LedgerAsync(CancellationToken.None)).Count == 0)
        {
            await Task.Delay(20);
        }

        Assert.Contains("Aldervik", preview, StringComparison.Ordinal);
        var import = Assert.Single(await ledger.LedgerAsync(CancellationToken.None));
        Assert.Equal((ImportAnswer.Imported, 2L), (import.Status, import.Rows.New));
    }

    [DatabaseTheory]
    public async Task Upload_LargerThanOnePiece_ArrivesWhole(string engine)
    {
        await using var nodes = await TwoNodes.StartAsync(engine);
        await nodes.SignInAtFirstAsync(Role.Finance);
        var text = new StringBuilder("customer_id,name\n");
        for (var i = 0; i < 60_000; i++)
        {
            text.Append("C").Append(i).Append(",A name of some length\n");
        }
        var address = await Uploads.SendAsync(
            nodes.AtFirst,
            "look",
            "customers",
            "kunder.csv",
            Encoding.UTF8.GetBytes(text.ToString())
        );
        await nodes.StopFirstAsync();
        var id = long.Parse(address.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var upload = await nodes
            .Second.Services.GetRequiredService<UploadStore>()
            .FindAsync(id, CancellationToken.None);

        var here = await nodes
            .Second.Services.GetRequiredService<UploadContents>()
            .OpenAsync(upload!, CancellationToken.None);

        Assert.Equal(text.ToString(), await File.ReadAllTextAsync(here));
    }

    [DatabaseTheory]
    public async Task Keys_OfAFolderFromBefore_AreTakenOver(string engine)
    {
        // On the embedded database the keys stay in the folder.
        await using var database = await TestDatabase.CreateAsync(engine);
        var folder = Path.Combine(database.Configuration["Data:Folder"]!, "keys");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "key-of-before.xml"),
            "<key id=\"of-before\" version=\"1\" />"
        );

        var keys = new DatabaseKeys(database.Database, folder, TimeProvider.System);
        var first = keys.GetAllElements();
        Directory.Delete(folder, recursive: true);
        keys.StoreElement(new System.Xml.Linq.XElement("key"), "key-of-now");
        var all = keys.GetAllElements();

        Assert.Equal("of-before", Assert.Single(first).Attribute("id")?.Value);
        Assert.Equal(2, all.Count);
    }

    private sealed class TwoNodes : IAsyncDisposable
    {
        private readonly TestDatabase database;
        private readonly string folder;

        // Cookies name no port: what the first node sets is sent to the second as well.
        private readonly SocketsHttpHandler browser = new() { AllowAutoRedirect = false, CookieContainer = new() };

        private AppFactory? first;

        private TwoNodes(TestDatabase database, string folder, AppFactory first, AppFactory second)
        {
            this.database = database;
            this.folder = folder;
            this.first = first;
            Second = second;
            AtFirst = new HttpClient(browser, disposeHandler: false) { BaseAddress = first.Address };
            AtSecond = new HttpClient(browser, disposeHandler: false) { BaseAddress = second.Address };
        }

        public AppFactory Second { get; }

        public HttpClient AtFirst { get; }

        public HttpClient AtSecond { get; }

        public static async Task<TwoNodes> StartAsync(string engine)
        {
            var created = await TestDatabase.CreateAsync(engine);
            var other = Directory.CreateTempSubdirectory("kpiboard-node-").FullName;
            var one = await AppFactory.StartAsync(created);
            var two = await AppFactory.StartAsync(
                created,
                builder =>
                {
                    if (engine != TestDatabase.Sqlite)
                    {
                        builder.Configuration["Data:Folder"] = other;
                    }
                }
            );
            return new TwoNodes(created, other, one, two);
        }

        public async Task SignInAtFirstAsync(string role)
        {
            var email = await first!.AddUserAsync([role]);
            using var answer = await AppFactory.PostFormAsync(
                AtFirst,
                "/sign-in",
                new Dictionary<string, string> { ["Email"] = email, ["Password"] = AppFactory.Password }
            );
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        public async Task StopFirstAsync()
        {
            if (first is not null)
            {
                await first.DisposeAsync();
                first = null;
            }
        }

        public async ValueTask DisposeAsync()
        {
            AtFirst.Dispose();
            AtSecond.Dispose();
            browser.Dispose();
            await StopFirstAsync();
            await Second.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            await database.DisposeAsync();
        }
    }
}
