using System.Data.Common;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Http.Headers;

namespace KpiBoard.Web.Infrastructure.Localisation;

/// <summary>
/// The language of a request: the choice in the address, <c>?language=da</c>; the person's choice, kept in a cookie that
/// signing in renews from the person's settings; what the browser asks for; the company's. Scripts get English unless
/// they ask.
/// </summary>
public static class LanguageChoice
{
    public const string Key = "language";

    private const string CookieName = "kpiboard.language";

    public static IApplicationBuilder UseLanguage(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (Language.Find(context.Request.Query[Key]) is { } chosen)
                {
                    Remember(context, chosen);
                    chosen.Use();
                }
                else
                {
                    (await OfAsync(context)).Use();
                }
                await next(context);
            }
        );

    /// <summary>Remembers the choice in this browser.</summary>
    public static void Remember(HttpContext context, Language language) =>
        context.Response.Cookies.Append(
            CookieOf(context.Request),
            language.Code,
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            }
        );

    private static string CookieOf(HttpRequest request) => request.IsHttps ? $"__Host-{CookieName}" : CookieName;

    private static async Task<Language> OfAsync(HttpContext context) =>
        Language.Find(context.Request.Cookies[CookieOf(context.Request)])
        ?? Asked(context.Request)
        ?? await CompanysAsync(context);

    private static Language? Asked(HttpRequest request) =>
        new RequestHeaders(request.Headers)
            .AcceptLanguage.Where(language => language.Quality is null or > 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Language.Find(language.Value.Value))
            .FirstOrDefault(language => language is not null);

    private static async Task<Language> CompanysAsync(HttpContext context)
    {
        if (context.Request.IsForScripts())
        {
            return Language.English;
        }
        try
        {
            var settings = context.RequestServices.GetRequiredService<CompanySettingsStore>();
            return Language.Find((await settings.GetAsync(context.RequestAborted)).Language) ?? Language.English;
        }
        catch (DbException)
        {
            // The page itself will say that the database is gone, and must have a language to say it in.
            return Language.English;
        }
    }
}
