using FluentValidation;
using KpiBoard.Web.Features.Accounts.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Accounts;

public sealed record SignInForm
{
    public string Email { get; init; } = "";
    public string Password { get; init; } = "";
    public string? ReturnUrl { get; init; }
}

internal sealed class SignInFormValidator : AbstractValidator<SignInForm>
{
    public SignInFormValidator(IStringLocalizer<AccountsText> text)
    {
        RuleFor(form => form.Email).NotEmpty().WithMessage(_ => text["Invalid.Required"]);
        RuleFor(form => form.Password).NotEmpty().WithMessage(_ => text["Invalid.Required"]);
    }
}
