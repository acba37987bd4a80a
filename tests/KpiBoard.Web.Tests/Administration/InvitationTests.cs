using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Administration;

public sealed class InvitationTests
{
    private static readonly Uri Users = new("/administration/users", UriKind.Relative);

    [DatabaseTheory]
    public async Task Invitation_IsListedUntilItIsUsed_AndThenWorksNoMore(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var administrator = await app.SignedInAsync(Role.Administrator);
        var secret = await InviteAsync(app);

        var open = await administrator.GetStringAsync(Users);
        using var used = await SetPasswordAsync(app.CreateClient(), secret);
        using var again = await app.CreateClient().GetAsync(new Uri($"/password/{secret}", UriKind.Relative));
        var after = await administrator.GetStringAsync(Users);

        Assert.Contains("Open invitations", open, StringComparison.Ordinal);
        Assert.Contains("Link works until", open, StringComparison.Ordinal);
        Assert.Equal("/", used.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.DoesNotContain("Open invitations", after, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Invitation_Withdrawn_WorksNoMoreAndCanBeRenewed(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var administrator = await app.SignedInAsync(Role.Administrator);
        var secret = await InviteAsync(app);

        using var answer = await AppFactory.PostFormAsync(
            administrator,
            "/administration/users",
            [],
            "/administration/users/2/link/withdraw"
        );
        var told = await administrator.GetStringAsync(answer.Headers.Location);
        using var gone = await app.CreateClient().GetAsync(new Uri($"/password/{secret}", UriKind.Relative));
        using var renewed = await AppFactory.PostFormAsync(
            administrator,
            "/administration/users",
            [],
            "/administration/users/2/link"
        );

        Assert.Contains("The link of New no longer works.", told, StringComparison.Ordinal);
        Assert.Contains("No link works", told, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains($"{app.Address}password/", await renewed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Link works until", await administrator.GetStringAsync(Users), StringComparison.Ordinal);
    }

    private static async Task<string> InviteAsync(AppFactory app)
    {
        var details = new UserDetails("new@company.example", "New", [Role.Finance], []);
        var id = await app.Services.GetRequiredService<UserStore>().AddAsync(details, CancellationToken.None);
        return await app.Services.GetRequiredService<PasswordLinks>().CreateAsync(id!.Value, CancellationToken.None);
    }

    private static Task<HttpResponseMessage> SetPasswordAsync(HttpClient client, string secret) =>
        AppFactory.PostFormAsync(
            client,
            $"/password/{secret}",
            [new("Password", AppFactory.Password), new("Repeat", AppFactory.Password)]
        );
}
