using FluentValidation;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>Signing in and out, setting and changing one's own password, choosing one's language.</summary>
public static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<Personas>();
        services.AddScoped<IValidator<SignInForm>, SignInFormValidator>();
        services.AddScoped<IValidator<SetPasswordForm>, SetPasswordFormValidator>();
        services.AddScoped<IValidator<ChangePasswordForm>, ChangePasswordFormValidator>();
        return services;
    }
}
