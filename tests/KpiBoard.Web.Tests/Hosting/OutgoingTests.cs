using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Mail;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace KpiBoard.Web.Tests.Hosting;

public sealed class OutgoingTests
{
    [Fact]
    public void Mail_WithoutTlsToAnotherMachine_IsRefusedNamingTheRemedy()
    {
        var refused = Assert.Throws<CommandException>(() => SmtpOptions.Read(Mail("mail.test.example")));
        Assert.Contains("Alerts:Smtp", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Alerts:AllowUnencrypted", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_WithoutTlsOnThisMachineOrWhereAllowed_IsTaken()
    {
        Assert.True(SmtpOptions.Read(Mail("127.0.0.1")).CanSend);
        Assert.True(SmtpOptions.Read(Mail("mail.test.example", ("Alerts:AllowUnencrypted", "true"))).CanSend);
    }

    [Theory]
    [InlineData("http://hooks.test.example/kpi", false)]
    [InlineData("http://localhost:8080/kpi", true)]
    [InlineData("https://hooks.test.example/kpi", true)]
    public void Webhook_OverANetwork_MustBeEncrypted(string address, bool isTaken)
    {
        var configuration = From(("Alerts:Webhook", address));
        if (isTaken)
        {
            Assert.True(AlertOptions.Read(configuration).AreSet);
        }
        else
        {
            Assert.Throws<CommandException>(() => AlertOptions.Read(configuration));
        }
    }

    private static IConfiguration Mail(string host, params (string Key, string Value)[] others) =>
        From([
            ("Alerts:Smtp:Host", host),
            ("Alerts:Smtp:From", "board@test.example"),
            ("Alerts:Smtp:UseTls", "false"),
            .. others,
        ]);

    private static IConfiguration From(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
}
