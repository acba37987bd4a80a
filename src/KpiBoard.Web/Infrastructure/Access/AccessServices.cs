using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Access.SingleSignOn;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KpiBoard.Web.Infrastructure.Access;

public static class AccessSchemes
{
    public const string Cookie = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string ApiToken = nameof(ApiToken);

    /// <summary>The company's identity provider, where the configuration names one.</summary>
    public const string SingleSignOn = nameof(SingleSignOn);

    /// <summary>The password was right, the code is awaited.</summary>
    internal const string SecondStep = nameof(SecondStep);

    /// <summary>A token on endpoints, a cookie on pages; the other one is not even looked at.</summary>
    internal const string ByPath = nameof(ByPath);
}

public static class AccessServices
{
    /// <summary>People and tokens, for the web app and the commands.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<UserQueries>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<PasswordLinks>();
        services.AddSingleton<ApiTokens>();
        services.TryAddSingleton<IPasswordHasher<AppUser>>(new PasswordHasher<AppUser>(Passwords.Options));
        return services;
    }

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var demo = DemoMode.From(builder.Configuration);
        var https = HttpsOptions.From(builder.Configuration);
        var signIn = SignInRules.From(builder.Configuration);
        builder.Services.AddSingleton(signIn);
        var authentication = AddAuthentication(builder.Services, demo, https, signIn);
        if (signIn.Oidc is { } oidc)
        {
            builder.Services.AddSingleSignOn(authentication, oidc, https, demo);
        }
        builder.Services.AddAuthorization(AddPolicies);
        builder.Services.AddSingleton<TwoSteps>();
        builder.Services.AddSingleton<SignInLog>();
        builder.Services.AddSingleton<UnknownSignIns>();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<SignIns>();
        builder.Services.AddHostedService<FirstAdministrator>();

        AddKeys(builder, demo);
    }

    /// <summary>Sessions outlive a restart and hold on every node: the keys lie where all nodes look.</summary>
    private static void AddKeys(WebApplicationBuilder builder, DemoMode demo)
    {
        var database = DatabaseOptions.From(builder.Configuration);
        var folder = Path.Combine(database.DataFolder, "keys");
        var keys = builder.Services.AddDataProtection().SetApplicationName(demo.IsOn ? "KpiBoard demo" : "KpiBoard");
        if (database.IsSqlServer)
        {
            builder
                .Services.AddOptions<KeyManagementOptions>()
                .Configure<KpiDatabase, TimeProvider>(
                    (options, store, clock) => options.XmlRepository = new DatabaseKeys(store, folder, clock)
                );
        }
        else
        {
            keys.PersistKeysToFileSystem(PrivateFiles.CreateFolder(folder));
        }
        var protection = KeyOptions.From(builder.Configuration);
        if (protection.Certificate is { } certificate)
        {
            keys.ProtectKeysWithCertificate(protection.Load(certificate));
            keys.UnprotectKeysWithAnyCertificate([.. protection.EarlierCertificates.Select(protection.Load)]);
        }
    }

    private static AuthenticationBuilder AddAuthentication(
        IServiceCollection services,
        DemoMode demo,
        HttpsOptions https,
        SignInRules signIn
    ) =>
        services
            .AddAuthentication(AccessSchemes.ByPath)
            .AddPolicyScheme(
                AccessSchemes.ByPath,
                null,
                options =>
                    options.ForwardDefaultSelector = context =>
                        context.Request.IsForApi() ? AccessSchemes.ApiToken : AccessSchemes.Cookie
            )
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(AccessSchemes.ApiToken, null)
            .AddCookie(
                AccessSchemes.Cookie,
                options =>
                {
                    // Browsers share cookies between ports: a demo beside the real thing must not sign anybody out.
                    options.Cookie.Name = https.CookieName(demo.IsOn ? "kpiboard.demo.session" : "kpiboard.session");
                    options.Cookie.HttpOnly = true;
                    options.Cookie.SameSite = SameSiteMode.Lax;
                    options.Cookie.SecurePolicy = https.CookieSecurePolicy;
                    options.ExpireTimeSpan = signIn.Idle;
                    options.LoginPath = "/sign-in";
                    options.ReturnUrlParameter = "returnUrl";
                    options.Events.OnValidatePrincipal = Session.ValidateAsync;
                    options.Events.OnRedirectToLogin = ChallengeAsync;
                    options.Events.OnRedirectToAccessDenied = DenyAsync;
                }
            )
            .AddCookie(
                AccessSchemes.SecondStep,
                options =>
                {
                    options.Cookie.Name = https.CookieName(demo.IsOn ? "kpiboard.demo.second" : "kpiboard.second");
                    options.Cookie.HttpOnly = true;
                    options.Cookie.SameSite = SameSiteMode.Strict;
                    options.Cookie.SecurePolicy = https.CookieSecurePolicy;
                    options.ExpireTimeSpan = SecondStep.Lifetime;
                    options.SlidingExpiration = false;
                }
            );

    /// <summary>Whoever lacks only the second step is led to set it up; it would not help to hear "no".</summary>
    private static Task DenyAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.HttpContext.User.MustSetUpTwoStep() && !context.Request.IsForScripts())
        {
            context.Response.Redirect($"{context.Request.PathBase}/account/two-step");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        return Task.CompletedTask;
    }

    private static Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.IsForScripts())
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }
        return Task.CompletedTask;
    }

    private static void AddPolicies(AuthorizationOptions options)
    {
        // Denied unless a policy is named: a forgotten attribute closes a door instead of opening one.
        options.FallbackPolicy = options.DefaultPolicy = Policy([], _ => false);
        foreach (
            var policy in AccessTable.Roles.Keys.Union(AccessTable.Scopes.Keys).Union(AccessTable.EveryoneSignedIn)
        )
        {
            options.AddPolicy(policy, Policy([.. Schemes(policy)], context => context.User.May(policy)));
        }
    }

    private static IEnumerable<string> Schemes(string policy)
    {
        if (AccessTable.Roles.ContainsKey(policy) || AccessTable.EveryoneSignedIn.Contains(policy))
        {
            yield return AccessSchemes.Cookie;
        }
        if (AccessTable.Scopes.ContainsKey(policy))
        {
            yield return AccessSchemes.ApiToken;
        }
    }

    private static AuthorizationPolicy Policy(string[] schemes, Func<AuthorizationHandlerContext, bool> may) =>
        new AuthorizationPolicyBuilder(schemes).RequireAuthenticatedUser().RequireAssertion(may).Build();
}
