using System.Text.Encodings.Web;
using System.Text.Unicode;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Audit;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Resources;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.WebEncoders;

namespace KpiBoard.Web.Infrastructure.Pages;

public static class PageServices
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var demo = DemoMode.From(builder.Configuration);
        var https = HttpsOptions.From(builder.Configuration);
        services.AddSingleton(demo);
        services.AddLocalization();
        services.AddHttpContextAccessor();
        services.AddRequestActor();
        services.AddScoped<PageFrame>();
        services.AddScoped<PersonNames>();
        services.AddScoped<SheetMaker>();
        services.AddSingleton<FigureHelp>();
        services.AddScoped<AnnotationReader>();
        services.AddSingleton<Budgets>();
        services.AddScoped(_ => Formats.Current);
        services.AddRouting(options => options.LowercaseUrls = true);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = https.CookieName(demo.IsOn ? "kpiboard.demo.form" : "kpiboard.form");
            options.Cookie.SecurePolicy = https.CookieSecurePolicy;
            options.SuppressXFrameOptionsHeader = true; // the content security policy says it better
        });
        // Names keep their letters instead of becoming numbers; what could end an attribute is still encoded.
        services.Configure<WebEncoderOptions>(options =>
            options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );
        services.Configure<RazorViewEngineOptions>(options =>
        {
            options.ViewLocationFormats.Clear();
            options.ViewLocationExpanders.Add(new FeatureViewLocations());
        });
        services
            .AddControllersWithViews(options =>
            {
                // As an instance it keeps its order, after the limits that an action sets for its form.
                options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
                options.Filters.Add<ValidationFilter>();
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                options.ModelMetadataDetailsProviders.Add(new EmptyStaysEmpty());
                options.Conventions.Add(new DemoOnlyConvention(demo));
            })
            .AddJsonOptions(options => Json.KpiJson.Configure(options.JsonSerializerOptions));
        services.AddOptions<MvcOptions>().Configure<IStringLocalizer<SharedText>>(Localise);
    }

    /// <summary>What the binder says, in the person's language.</summary>
    private static void Localise(MvcOptions options, IStringLocalizer<SharedText> text)
    {
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => text["Invalid.Value", value]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => text["Invalid.Value", value]);
        messages.SetValueIsInvalidAccessor(value => text["Invalid.Value", value]);
        messages.SetUnknownValueIsInvalidAccessor(_ => text["Invalid.Unknown"]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => text["Invalid.Unknown"]);
        messages.SetValueMustBeANumberAccessor(_ => text["Invalid.Number"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => text["Invalid.Number"]);
        messages.SetMissingBindRequiredValueAccessor(_ => text["Invalid.Missing"]);
        messages.SetMissingKeyOrValueAccessor(() => text["Invalid.Missing"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => text["Invalid.Missing"]);
        messages.SetValueMustNotBeNullAccessor(_ => text["Invalid.Missing"]);
    }

    /// <summary>An empty field is an empty text, not a null that a form type would have to expect.</summary>
    private sealed class EmptyStaysEmpty : IDisplayMetadataProvider
    {
        public void CreateDisplayMetadata(DisplayMetadataProviderContext context) =>
            context.DisplayMetadata.ConvertEmptyStringToNull = false;
    }
}
