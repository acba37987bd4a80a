using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

/// <summary>Who comes in by the company's identity provider, and as whom.</summary>
public sealed class SingleSignOnTests
{
    private const string Alma = "alma@aldervik.example";

    [DatabaseTheory]
    public async Task NewPerson_WithGroups_ComesInWithTheirRolesAndUnits(string engine)
    {
        await using var lab = (await SingleSignOnLab.StartAsync(engine)).WithAlma("kpi-care-denmark", "kpi-executives");
        var client = lab.App.CreateClient();

        var end = await lab.SignInAsync(client, "/figures?grain=month");

        Assert.Equal("/figures?grain=month", end);
        Assert.Equal(HttpStatusCode.OK, await SingleSignOnLab.StatusAsync(client));
        var access = await lab.FindAsync(Alma);
        Assert.Equal("Alma Berg", access!.User.Name);
        Assert.Equal([Role.Care, Role.Executive], access.Roles.Order());
        Assert.Equal(["Denmark"], access.Units);
        Assert.True(access.User.IsLinked);
        Assert.Equal("openid profile email", lab.Provider.LastAuthorization!["scope"]);
        var entry = Assert.Single(
            await lab.App.Services.GetRequiredService<SignInLog>().NewestAsync(access.User.Id, 10, default)
        );
        Assert.True(entry is { Succeeded: true, Way: SignInWay.SingleSignOn });
    }

    [Fact]
    public async Task SamePerson_WithOtherGroupsNameAndAddress_IsTheSameAccountWithTheseRoles()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-care-denmark");
        var first = lab.App.CreateClient();
        await lab.SignInAsync(first);
        lab.WithAlma("kpi-executives");
        lab.Provider.Person["name"] = "Alma Berg Holm";
        lab.Provider.Person["email"] = "alma.holm@aldervik.example";
        lab.Clock.Advance(TimeSpan.FromHours(11));

        Assert.Equal("/", await lab.SignInAsync(lab.App.CreateClient()));

        Assert.Null(await lab.FindAsync(Alma));
        var access = await lab.FindAsync("alma.holm@aldervik.example");
        Assert.Equal([Role.Executive], access!.Roles);
        Assert.Empty(access.Units);
        Assert.Equal("Alma Berg Holm", access.User.Name);
        // The session from before has the new roles at once.
        Assert.Equal(HttpStatusCode.Forbidden, await SingleSignOnLab.StatusAsync(first, "/imports/new"));
        Assert.Equal(HttpStatusCode.OK, await SingleSignOnLab.StatusAsync(first, "/imports"));
    }

    [DatabaseTheory]
    public async Task Person_WhoseGroupsGiveNoRoleAnyMore_IsRefusedAndSignedOutEverywhere(string engine)
    {
        await using var lab = (await SingleSignOnLab.StartAsync(engine)).WithAlma("kpi-executives");
        var before = lab.App.CreateClient();
        await lab.SignInAsync(before);
        lab.WithAlma("the choir");
        var after = lab.App.CreateClient();

        var end = await lab.SignInAsync(after);

        Assert.Equal("/sign-in?trouble=no-role", end);
        Assert.Contains("belongs to no group", await after.GetStringAsync(new Uri(end, UriKind.Relative)), default);
        Assert.Equal(HttpStatusCode.Redirect, await SingleSignOnLab.StatusAsync(before));
        Assert.Empty((await lab.FindAsync(Alma))!.Roles);
    }

    [Fact]
    public async Task Stranger_WithoutAGroupOrAnAddress_GetsNoAccount()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma();
        Assert.Equal("/sign-in?trouble=no-role", await lab.SignInAsync(lab.App.CreateClient()));

        lab.WithAlma("kpi-executives").Provider.Person.Remove("email");
        Assert.Equal("/sign-in?trouble=no-email", await lab.SignInAsync(lab.App.CreateClient()));

        Assert.Empty(await lab.App.Services.GetRequiredService<UserQueries>().ListAsync(default));
    }

    [Fact]
    public async Task NewPeople_WhereAdministratorsMakeAccounts_AreRefused()
    {
        await using var lab = (await SingleSignOnLab.StartAsync(settings: ("SignIn:Oidc:AddPeople", "false"))).WithAlma(
            "kpi-executives"
        );

        Assert.Equal("/sign-in?trouble=unknown", await lab.SignInAsync(lab.App.CreateClient()));
    }

    [Fact]
    public async Task LocalAccount_WithTheSameAddress_IsLinkedOnlyWhereConfiguredAndVerified()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        lab.Provider.Person["email"] = await lab.App.AddUserAsync([Role.Finance]);
        Assert.Equal("/sign-in?trouble=taken", await lab.SignInAsync(lab.App.CreateClient()));

        await using var linking = (
            await SingleSignOnLab.StartAsync(settings: ("SignIn:Oidc:LinkByEmail", "true"))
        ).WithAlma("kpi-executives");
        var email = await linking.App.AddUserAsync([Role.Finance]);
        linking.Provider.Person["email"] = email;
        linking.Provider.Person["email_verified"] = false;
        Assert.Equal("/sign-in?trouble=taken", await linking.SignInAsync(linking.App.CreateClient()));
        linking.Provider.Person["email_verified"] = true;
        Assert.Equal("/", await linking.SignInAsync(linking.App.CreateClient()));
        Assert.Equal([Role.Executive], (await linking.FindAsync(email))!.Roles);

        // Somebody else has been given the address: the account stays with whom it was.
        linking.Provider.Person["sub"] = "2";
        Assert.Equal("/sign-in?trouble=taken", await linking.SignInAsync(linking.App.CreateClient()));
    }

    [Fact]
    public async Task DisabledPerson_IsRefused()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        // The other way of proving who the client is.
        lab.Provider.AuthMethod = "client_secret_post";
        Assert.Equal("/", await lab.SignInAsync(lab.App.CreateClient()));
        await lab
            .App.Services.GetRequiredService<UserStore>()
            .DisableAsync((await lab.FindAsync(Alma))!.User.Id, default);

        Assert.Equal("/sign-in?trouble=disabled", await lab.SignInAsync(lab.App.CreateClient()));
    }

    [Fact]
    public async Task ReturnUrl_ToAnotherHost_LeadsHome()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");

        foreach (var elsewhere in new[] { "https://evil.example/", "//evil.example", "/\\evil.example" })
        {
            Assert.Equal("/", await lab.SignInAsync(lab.App.CreateClient(), elsewhere));
        }
    }

    [Fact]
    public async Task LocalOff_NobodyComesInWithAPassword_AndTheCommandLineIsTheWayBack()
    {
        await using var lab = (await SingleSignOnLab.StartAsync(settings: ("SignIn:Local", "false"))).WithAlma(
            "kpi-executives"
        );
        var email = await lab.App.AddUserAsync([Role.Administrator]);
        var client = lab.App.CreateClient();
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        await lab.App.AddUserAsync([Role.Executive]);
        var links = lab.App.Services.GetRequiredService<PasswordLinks>();
        var ofTheBoard = await links.CreateAsync(2, default);
        var ofTheServer = $"/password/{await links.CreateByServerAsync(1, default)}";

        using var answer = await AppFactory.PostFormAsync(
            client,
            ofTheServer,
            [new("Email", email), new("Password", AppFactory.Password)],
            "/sign-in"
        );
        var old = await SingleSignOnLab.StatusAsync(client, $"/password/{ofTheBoard}");
        using var set = await AppFactory.PostFormAsync(
            client,
            ofTheServer,
            [
                new("Password", AppFactory.Password),
                new("Repeat", AppFactory.Password),
                new("IsFirstAdministrator", "false"),
            ]
        );

        Assert.DoesNotContain("name=\"Password\"", page, StringComparison.Ordinal);
        Assert.Contains("Sign in with Aldervik ID", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, old);
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await SingleSignOnLab.StatusAsync(client, "/administration/users"));
        Assert.Equal(HttpStatusCode.Forbidden, await SingleSignOnLab.StatusAsync(client, "/account/two-step"));
        // Scripts are not concerned.
        Assert.Equal(
            HttpStatusCode.OK,
            await SingleSignOnLab.StatusAsync(await lab.App.ApiClientAsync(ApiScope.Read), "/api/v1/kpis")
        );
    }

    [Fact]
    public async Task SignOut_LeadsToTheProviderWithTheIdToken()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        var client = lab.App.CreateClient();
        await lab.SignInAsync(client);

        using var answer = await AppFactory.PostFormAsync(client, "/account", [], "/sign-out");

        var refresh = Assert.Single(answer.Headers.GetValues("Refresh"));
        var there = new Uri(refresh["0; url=".Length..]);
        var query = QueryHelpers.ParseQuery(there.Query);
        Assert.StartsWith($"{lab.Provider.Authority}/leave", there.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, query["id_token_hint"].ToString().Split('.').Length);
        Assert.EndsWith("/sign-in", query["post_logout_redirect_uri"].ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await SingleSignOnLab.StatusAsync(client));
    }

    [Fact]
    public async Task Configuration_ThatCannotWork_IsRefusedByItsKey()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        foreach (
            var (key, value, said) in new[]
            {
                ("SignIn:Oidc:Authority", "http://id.aldervik.example", "https://"),
                ("SignIn:Oidc:ClientId", "", "SignIn:Oidc:ClientId is missing"),
                ("SignIn:Oidc:ClientSecret", "", "SignIn:Oidc:ClientSecret is missing"),
                ("SignIn:Oidc:Groups:0:Roles:0", "boss", "SignIn:Oidc:Groups:0:Roles has 'boss'"),
                ("SignIn:Oidc:AddPeople", "perhaps", "SignIn:Oidc:AddPeople is 'perhaps'"),
                ("SignIn:LongestHours", "0", "SignIn:LongestHours is '0'"),
            }
        )
        {
            await using var provider = await IdentityProvider.StartAsync(TimeProvider.System);
            var error = await Assert.ThrowsAnyAsync<Exception>(() =>
                AppFactory.StartAsync(
                    database,
                    builder => SingleSignOnLab.Configure(builder, provider, TimeProvider.System, [(key, value)])
                )
            );
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(IdentityProvider.ClientSecret, error.Message, StringComparison.Ordinal);
        }
        var alone = await Assert.ThrowsAnyAsync<Exception>(() =>
            AppFactory.StartAsync(database, builder => builder.Configuration["SignIn:Local"] = "false")
        );
        Assert.Contains("nobody could sign in", alone.Message, StringComparison.Ordinal);
    }
}
