using System.CommandLine;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Administration;

internal static class UserCommands
{
    public static Command Create(CommandHost host) =>
        new("user", "People who may sign in.") { Add(host), List(host), Link(host) };

    private static Command Add(CommandHost host)
    {
        var email = new Argument<string>("email") { Description = "The e-mail address to sign in with." };
        var roles = new Option<string[]>("--role")
        {
            Description = $"One of {string.Join(", ", Role.All)}; may be given several times.",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
        roles.AcceptOnlyFromAmong([.. Role.All]);
        var name = new Option<string?>("--name") { Description = "The person's name; by default the e-mail address." };
        var units = new Option<string[]>("--unit")
        {
            Description = "A business unit whose customers the person sees; may be given several times.",
            AllowMultipleArgumentsPerToken = true,
        };
        var add = new Command("add", "Adds a person and prints a one-hour link to set the password.")
        {
            email,
            roles,
            name,
            units,
        };
        add.SetAction(
            (parsed, ct) =>
            {
                var address = parsed.GetRequiredValue(email);
                var details = new UserDetails(
                    address,
                    parsed.GetValue(name) ?? address,
                    parsed.GetRequiredValue(roles),
                    parsed.GetValue(units) ?? []
                );
                return host.RunAsync((services, token) => AddAsync(host, services, details, token), ct);
            }
        );
        return add;
    }

    private static async Task<int> AddAsync(
        CommandHost host,
        IServiceProvider services,
        UserDetails details,
        CancellationToken ct
    )
    {
        if (!new System.ComponentModel.DataAnnotations.EmailAddressAttribute().IsValid(details.Email))
        {
            throw CommandException.WrongUsage($"'{details.Email}' is no e-mail address.");
        }
        var id =
            await services.GetRequiredService<UserStore>().AddAsync(details, ct)
            ?? throw CommandException.Refused($"There is already a user with the e-mail address {details.Email}.");
        return await PrintLinkAsync(host, services, id, ct);
    }

    /// <summary>The way back in for who has lost every other one: whoever can call this runs the server.</summary>
    private static Command Link(CommandHost host)
    {
        var email = new Argument<string>("email") { Description = "The e-mail address of somebody who is known." };
        var link = new Command(
            "link",
            "Prints a one-hour link to set a new password, which also works while passwords are switched off."
        )
        {
            email,
        };
        link.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var address = parsed.GetRequiredValue(email);
                        var user =
                            await services.GetRequiredService<UserQueries>().FindAsync(address, token)
                            ?? throw CommandException.Refused($"There is no user with the e-mail address {address}.");
                        return user.DisabledAt is null
                            ? await PrintLinkAsync(host, services, user.Id, token)
                            : throw CommandException.Refused($"{address} is disabled. An administrator can enable it.");
                    },
                    ct
                )
        );
        return link;
    }

    private static async Task<int> PrintLinkAsync(
        CommandHost host,
        IServiceProvider services,
        long id,
        CancellationToken ct
    )
    {
        var secret = await services.GetRequiredService<PasswordLinks>().CreateByServerAsync(id, ct);
        var settings = await services.GetRequiredService<CompanySettingsStore>().GetAsync(ct);
        await host.Console.Error.WriteLineAsync("This link sets the password. It works once, within one hour:");
        await host.Console.Out.WriteLineAsync(LinkAddress.For(settings.Address, secret));
        return ExitCode.Done;
    }

    private static Command List(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "Prints one JSON array." };
        var list = new Command("list", "Who may sign in, with roles and units.") { json };
        list.SetAction(
            (parsed, ct) =>
                host.RunAsync((services, token) => ListAsync(host, services, parsed.GetValue(json), token), ct)
        );
        return list;
    }

    private static async Task<int> ListAsync(
        CommandHost host,
        IServiceProvider services,
        bool asJson,
        CancellationToken ct
    )
    {
        var everyone = await services.GetRequiredService<UserQueries>().ListAsync(ct);
        if (asJson)
        {
            var rows = everyone.Select(access => new
            {
                email = access.User.Email,
                name = access.User.Name,
                roles = access.Roles,
                units = access.Units,
                disabled = access.User.DisabledAt is not null,
                lastSignInAt = access.User.LastSignInAt,
            });
            await host.Console.Out.WriteLineAsync(KpiJson.Serialize(rows));
            return ExitCode.Done;
        }
        foreach (var (user, roles, units) in everyone)
        {
            var disabled = user.DisabledAt is null ? "" : "\tdisabled";
            await host.Console.Out.WriteLineAsync(
                $"{user.Email}\t{user.Name}\t{string.Join(",", roles)}\t{string.Join(",", units)}{disabled}"
            );
        }
        return ExitCode.Done;
    }
}
