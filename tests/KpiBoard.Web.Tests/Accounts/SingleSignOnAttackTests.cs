using System.Text.Json.Nodes;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

/// <summary>What somebody in between, or a provider that is not in order, tries; and a provider that is down.</summary>
public sealed class SingleSignOnAttackTests
{
    private const string Refused = "/sign-in?trouble=invalid";

    [Fact]
    public async Task IdToken_ThatIsNotForThisSignIn_IsRefused()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        var now = lab.Clock.GetUtcNow().ToUnixTimeSeconds();
        var lies = new Dictionary<string, Action<JsonObject>>
        {
            ["another issuer"] = token => token["iss"] = "https://evil.example",
            ["another audience"] = token => token["aud"] = "another app",
            ["another party"] = token => token["azp"] = "another app",
            ["several audiences without a party"] = token =>
                token["aud"] = new JsonArray(IdentityProvider.ClientId, "another app"),
            ["another nonce"] = token => token["nonce"] = "of another sign-in",
            ["no nonce"] = token => token.Remove("nonce"),
            ["expired"] = token => token["exp"] = now - 180,
            ["no end"] = token => token.Remove("exp"),
            ["not yet valid"] = token => token["nbf"] = now + 600,
            ["issued long ago"] = token => token["iat"] = now - 3600,
            ["issued tomorrow"] = token => token["iat"] = now + 86_400,
            ["not said when"] = token => token.Remove("iat"),
            ["nobody"] = token => token.Remove("sub"),
        };
        foreach (var (name, lie) in lies)
        {
            lab.Provider.Change = lie;
            Assert.Equal((name, Refused), (name, await lab.SignInAsync(lab.App.CreateClient())));
        }
        lab.Provider.Change = token => token["azp"] = IdentityProvider.ClientId;
        Assert.Equal("/", await lab.SignInAsync(lab.App.CreateClient()));
    }

    [Theory]
    [InlineData(TokenSignature.ForeignKey)]
    [InlineData(TokenSignature.None)]
    [InlineData(TokenSignature.PublicKeyAsSecret)]
    public async Task IdToken_ThatTheProviderDidNotSign_IsRefused(TokenSignature signature)
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        lab.Provider.Signature = signature;

        Assert.Equal(Refused, await lab.SignInAsync(lab.App.CreateClient()));
        Assert.Empty(await lab.App.Services.GetRequiredService<UserQueries>().ListAsync(default));
    }

    [DatabaseTheory]
    public async Task Answer_SentTwice_IsTakenOnce(string engine)
    {
        await using var lab = (await SingleSignOnLab.StartAsync(engine)).WithAlma("kpi-executives");
        // A provider that redeems a code twice: nothing but this side stands in the way.
        lab.Provider.TakesCodesAgain = true;
        var client = lab.App.CreateClient();
        var callback = await lab.ToCallbackAsync(client);
        var cookie = lab.App.CookiesOf(client).GetCookieHeader(lab.App.Address);
        Assert.Equal("/", await SingleSignOnLab.LocationAsync(client, callback));

        var sameBrowser = await SingleSignOnLab.LocationAsync(client, callback);
        var thief = lab.App.CreateClient();
        var withoutCookie = await SingleSignOnLab.LocationAsync(thief, callback);
        lab.App.CookiesOf(thief).SetCookies(lab.App.Address, cookie.Replace("; ", ",", StringComparison.Ordinal));
        var withCopiedCookie = await SingleSignOnLab.LocationAsync(thief, callback);

        Assert.Equal(
            ["/sign-in?trouble=expired", "/sign-in?trouble=expired", "/sign-in?trouble=expired"],
            [sameBrowser, withoutCookie, withCopiedCookie]
        );
        Assert.Equal(1, lab.Provider.TokensAsked);
    }

    [Fact]
    public async Task Code_OfAnotherSignIn_IsWorthNothing()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        var victim = QueryHelpers.ParseQuery(new Uri(await lab.ToCallbackAsync(lab.App.CreateClient())).Query);
        var thief = lab.App.CreateClient();
        var own = await lab.ToCallbackAsync(thief);
        var mixed = own.Replace(
            QueryHelpers.ParseQuery(new Uri(own).Query)["code"].ToString(),
            victim["code"].ToString(),
            StringComparison.Ordinal
        );

        // Each code is tied to the verifier of its own sign-in.
        Assert.Equal("/sign-in?trouble=failed", await SingleSignOnLab.LocationAsync(thief, mixed));
        Assert.NotEmpty(lab.Provider.LastAuthorization!["code_challenge"].ToString());
    }

    [Fact]
    public async Task Answer_WithoutItsStateOrTooLateOrOfAnotherIssuer_IsRefused()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        var client = lab.App.CreateClient();

        Assert.Equal(
            "/sign-in?trouble=expired",
            await SingleSignOnLab.LocationAsync(client, "/sign-in/callback?code=made-up&state=made-up")
        );
        Assert.Equal("/sign-in?trouble=expired", await SingleSignOnLab.LocationAsync(client, "/sign-in/callback"));
        Assert.Equal(
            Refused,
            await SingleSignOnLab.LocationAsync(
                client,
                (await lab.ToCallbackAsync(client)).Replace(
                    Uri.EscapeDataString(lab.Provider.Authority),
                    "https%3A%2F%2Fevil.example",
                    StringComparison.Ordinal
                )
            )
        );
        var late = await lab.ToCallbackAsync(client);
        lab.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("/sign-in?trouble=expired", await SingleSignOnLab.LocationAsync(client, late));
    }

    [Fact]
    public async Task Key_OfTheProviderChanged_IsFetchedOnce()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        Assert.Equal("/", await lab.SignInAsync(lab.App.CreateClient()));

        lab.Provider.RollOver();
        lab.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("/", await lab.SignInAsync(lab.App.CreateClient()));
    }

    [Fact]
    public async Task Provider_ThatIsDownOrSaysNo_IsToldOnThePageInTheReadersLanguage()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        var client = lab.App.CreateClient();
        lab.Provider.IsDown = true;
        Assert.Equal("/sign-in?trouble=unreachable", await lab.SignInAsync(client, ""));

        lab.Provider.IsDown = false;
        lab.Provider.Denies = true;
        Assert.Equal("/sign-in?trouble=denied", await lab.SignInAsync(client));

        lab.Provider.Denies = false;
        var callback = await lab.ToCallbackAsync(client);
        lab.Provider.IsDown = true;
        Assert.Equal("/sign-in?trouble=unreachable", await SingleSignOnLab.LocationAsync(client, callback));

        var page = await client.GetStringAsync(new Uri("/sign-in?trouble=unreachable&language=da", UriKind.Relative));
        Assert.Contains("Aldervik ID svarer ikke", page, StringComparison.Ordinal);
        Assert.Equal(
            System.Net.HttpStatusCode.OK,
            await SingleSignOnLab.StatusAsync(client, "/sign-in?trouble=made-up")
        );
    }

    [Fact]
    public async Task Provider_ThatDescribesAnother_IsNotUsed()
    {
        await using var lab = (await SingleSignOnLab.StartAsync()).WithAlma("kpi-executives");
        lab.Provider.Issuer = "https://evil.example";

        Assert.StartsWith(Refused, await lab.SignInAsync(lab.App.CreateClient()), StringComparison.Ordinal);
    }
}
