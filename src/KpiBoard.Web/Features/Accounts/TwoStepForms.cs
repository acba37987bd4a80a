using FluentValidation;
using KpiBoard.Web.Features.Accounts.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Accounts;

public sealed record CodeForm
{
    public string Code { get; init; } = "";
    public string? ReturnUrl { get; init; }
}

/// <summary>For what changes how one signs in: a browser left open is not enough.</summary>
public sealed record ConfirmPasswordForm
{
    public string Current { get; init; } = "";
}

internal sealed class CodeFormValidator : AbstractValidator<CodeForm>
{
    public CodeFormValidator(IStringLocalizer<AccountsText> text) =>
        RuleFor(form => form.Code)
            .NotEmpty()
            .WithMessage(_ => text["Invalid.Required"])
            .MaximumLength(100)
            .WithMessage(_ => text["TwoStep.Wrong"]);
}

internal sealed class ConfirmPasswordFormValidator : AbstractValidator<ConfirmPasswordForm>
{
    public ConfirmPasswordFormValidator(IStringLocalizer<AccountsText> text) =>
        RuleFor(form => form.Current).NotEmpty().WithMessage(_ => text["Invalid.Required"]);
}
