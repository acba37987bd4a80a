using FluentValidation;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>Signing in and out, setting and changing one's own password, choosing one's language, the second step.</summary>
public static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<Personas>();
        services.AddScoped<IValidator<SignInForm>, SignInFormValidator>();
        services.AddScoped<IValidator<SetPasswordForm>, SetPasswordFormValidator>();
        services.AddScoped<IValidator<ChangePasswordForm>, ChangePasswordFormValidator>();
        services.AddScoped<IValidator<CodeForm>, CodeFormValidator>();
        services.AddScoped<IValidator<ConfirmPasswordForm>, ConfirmPasswordFormValidator>();
        return services;
    }
}
