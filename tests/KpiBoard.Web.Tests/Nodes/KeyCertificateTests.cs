using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.CommandLine;
using Xunit;

namespace KpiBoard.Web.Tests.Nodes;

/// <summary>The keys that sign sessions, where a certificate protects them.</summary>
public sealed class KeyCertificateTests
{
    private const string Password = "of the file";

    [DatabaseTheory]
    public async Task Keys_WithACertificate_AreNotReadableWhereTheyLie(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var folder = database.Configuration["Data:Folder"]!;
        var file = Path.Combine(folder, "keys.pfx");
        using (var rsa = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12, Password));
        }
        await using var app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Configuration["Keys:Certificate"] = file;
                builder.Configuration["Keys:CertificatePassword"] = Password;
            }
        );
        var client = await app.SignedInAsync(Role.Executive);

        using var page = await client.GetAsync(new Uri("/account", UriKind.Relative));
        var keys =
            engine == TestDatabase.Sqlite
                ? Directory.EnumerateFiles(Path.Combine(folder, "keys")).Select(File.ReadAllText).ToList()
                : await database.Database.QueryAsync<string>(
                    "SELECT [Content] FROM [ProtectionKey]",
                    null,
                    CancellationToken.None
                );

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var key = Assert.Single(keys);
        Assert.Contains("EncryptedData", key, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithACertificateThatIsNone_SaysSo()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        var file = Path.Combine(database.Configuration["Data:Folder"]!, "keys.pfx");
        await File.WriteAllTextAsync(file, "nothing");

        var refused = await Assert.ThrowsAsync<CommandException>(() =>
            AppFactory.StartAsync(database, builder => builder.Configuration["Keys:Certificate"] = file)
        );

        Assert.Contains("Keys:Certificate", refused.Message, StringComparison.Ordinal);
    }
}
