using FluentValidation;
using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

public sealed record UserForm
{
    public string Email { get; init; } = "";
    public string Name { get; init; } = "";
    public List<string> Roles { get; init; } = [];
    public List<string> Units { get; init; } = [];

    /// <summary>What the administrator saw when the form was opened.</summary>
    public int Version { get; init; }

    public static UserForm From(UserAccess access) =>
        new()
        {
            Email = access.User.Email,
            Name = access.User.Name,
            Roles = [.. access.Roles],
            Units = [.. access.Units],
            Version = access.User.Version,
        };

    public UserDetails ToDetails() => new(Email.Trim(), Name.Trim(), Roles, Units);
}

internal sealed class UserFormValidator : AbstractValidator<UserForm>
{
    public UserFormValidator(IStringLocalizer<AdministrationText> text)
    {
        RuleFor(form => form.Email)
            .Cascade(CascadeMode.Stop)
            .EmailAddress()
            .WithMessage(_ => text["Invalid.Email"])
            .MaximumLength(254)
            .WithMessage(_ => text["Invalid.Email"]);
        RuleFor(form => form.Name)
            .Must(name => name.Trim().Length is > 0 and <= 100)
            .WithMessage(_ => text["Invalid.Name"]);
        RuleFor(form => form.Roles).Must(roles => roles.All(Role.All.Contains)).WithMessage(_ => text["Invalid.Role"]);
        RuleFor(form => form.Units)
            .Must(units => units.All(unit => unit.Length is > 0 and <= 200))
            .WithMessage(_ => text["Invalid.Unit"]);
    }
}
