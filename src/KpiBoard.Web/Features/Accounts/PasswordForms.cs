using FluentValidation;
using KpiBoard.Web.Features.Accounts.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>Through a password link; e-mail and name only from the first administrator.</summary>
public sealed record SetPasswordForm
{
    public string Email { get; init; } = "";
    public string Name { get; init; } = "";
    public string Password { get; init; } = "";
    public string Repeat { get; init; } = "";
    public bool IsFirstAdministrator { get; init; }
}

public sealed record ChangePasswordForm
{
    public string Current { get; init; } = "";
    public string Password { get; init; } = "";
    public string Repeat { get; init; } = "";
}

internal sealed class SetPasswordFormValidator : AbstractValidator<SetPasswordForm>
{
    public SetPasswordFormValidator(IStringLocalizer<AccountsText> text)
    {
        RuleFor(form => form.Password).FitPassword(text);
        RuleFor(form => form.Repeat).Equal(form => form.Password).WithMessage(_ => text["Invalid.Repeat"]);
        When(
            form => form.IsFirstAdministrator,
            () =>
            {
                RuleFor(form => form.Email).EmailAddress().MaximumLength(254).WithMessage(_ => text["Invalid.Email"]);
                RuleFor(form => form.Name).NotEmpty().MaximumLength(100).WithMessage(_ => text["Invalid.Name"]);
                RuleFor(form => form.Password)
                    .NotEqual(form => form.Email, StringComparer.OrdinalIgnoreCase)
                    .WithMessage(_ => text["Invalid.IsEmail"]);
            }
        );
    }
}

internal sealed class ChangePasswordFormValidator : AbstractValidator<ChangePasswordForm>
{
    public ChangePasswordFormValidator(IStringLocalizer<AccountsText> text)
    {
        RuleFor(form => form.Current).NotEmpty().WithMessage(_ => text["Invalid.Required"]);
        RuleFor(form => form.Password).FitPassword(text);
        RuleFor(form => form.Repeat).Equal(form => form.Password).WithMessage(_ => text["Invalid.Repeat"]);
    }
}

internal static class PasswordRules
{
    public static void FitPassword<T>(this IRuleBuilder<T, string> rule, IStringLocalizer<AccountsText> text) =>
        rule.Length(Passwords.MinimumLength, Passwords.MaximumLength)
            .WithMessage(_ => text["Invalid.Length", Passwords.MinimumLength, Passwords.MaximumLength]);
}
