using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Database;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace KpiBoard.Web.Tests.Database;

public sealed class DatabaseOptionsTests
{
    [Theory]
    [InlineData("Server=db;Database=Kpi;User ID=k;Password=secret-word;Encrypt=False")]
    [InlineData("Server=db;Database=Kpi;User ID=k;Password=secret-word;Encrypt=no")]
    [InlineData("Server=db;Database=Kpi;User ID=k;Password=secret-word;Encrypt=Optional")]
    public void From_EncryptionTurnedOff_RefusedWithTheReasonAndNoPassword(string connection)
    {
        var refused = Assert.Throws<CommandException>(() => From(connection));

        Assert.Contains("Encrypt=True", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Database:AllowUnencrypted", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_EncryptionTurnedOffAndAllowed_IsTaken()
    {
        var options = From("Server=db;Encrypt=False", ("Database:AllowUnencrypted", "true"));

        Assert.Equal(SqlConnectionEncryptOption.Optional, Parts(options).Encrypt);
    }

    [Theory]
    [InlineData("Server=db;Database=Kpi")]
    [InlineData("Server=db;Database=Kpi;Encrypt=True;TrustServerCertificate=True")]
    [InlineData("Server=db;Database=Kpi;Encrypt=Strict")]
    public void From_NothingSaidOrEncrypted_IsEncryptedAndNamed(string connection)
    {
        var parts = Parts(From(connection));

        Assert.NotEqual(SqlConnectionEncryptOption.Optional, parts.Encrypt);
        Assert.Equal("KpiBoard", parts.ApplicationName);
    }

    [Theory]
    [InlineData("Server=db;Passwort=secret-word")]
    [InlineData("Server=db;Encrypt=perhaps")]
    [InlineData(";;=")]
    [InlineData("")]
    public void From_UnreadableConnection_RefusedWithTheKey(string connection)
    {
        var refused = Assert.Throws<CommandException>(() => From(connection));

        Assert.Contains("ConnectionStrings:KpiBoard", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_UnknownEngine_RefusedWithTheChoices()
    {
        var refused = Assert.Throws<CommandException>(() => From("Server=db", ("Database:Engine", "oracle")));

        Assert.Equal("Database:Engine is 'oracle'. It must be sqlite or sqlserver.", refused.Message);
    }

    private static SqlConnectionStringBuilder Parts(DatabaseOptions options) => new(options.ConnectionString);

    private static DatabaseOptions From(string connection, params (string Key, string Value)[] more) =>
        DatabaseOptions.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Database:Engine"] = "sqlserver",
                        ["ConnectionStrings:KpiBoard"] = connection,
                    }
                )
                .AddInMemoryCollection(more.ToDictionary(pair => pair.Key, string? (pair) => pair.Value))
                .Build()
        );
}
