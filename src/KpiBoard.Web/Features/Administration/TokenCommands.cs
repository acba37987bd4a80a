using System.CommandLine;
using System.Globalization;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Administration;

internal static class TokenCommands
{
    public static Command Create(CommandHost host) =>
        new("token", "Tokens with which scripts call the endpoints.") { Add(host), List(host), Revoke(host) };

    private static Command Add(CommandHost host)
    {
        var name = new Argument<string>("name") { Description = "What the token is for, for example nightly-revenue." };
        var scopes = new Option<string[]>("--scope")
        {
            Description = $"One of {string.Join(", ", ApiScope.All)}; may be given several times.",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
        scopes.AcceptOnlyFromAmong([.. ApiScope.All]);
        var days = new Option<int>("--days")
        {
            Description = $"For how many days it works, 1 to {ApiTokens.LongestDays}.",
            DefaultValueFactory = _ => ApiTokens.DefaultDays,
        };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > ApiTokens.LongestDays)
            {
                result.AddError($"--days takes a number from 1 to {ApiTokens.LongestDays}.");
            }
        });
        var add = new Command("add", "Makes a token and prints it, this once.") { name, scopes, days };
        add.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var wanted = parsed.GetRequiredValue(name);
                        var made =
                            await services
                                .GetRequiredService<ApiTokens>()
                                .AddAsync(
                                    wanted,
                                    [.. parsed.GetRequiredValue(scopes).Distinct()],
                                    parsed.GetValue(days),
                                    AdministrationCommands.By,
                                    token
                                )
                            ?? throw CommandException.Refused(
                                $"There is already a token named '{wanted}'. Revoke it first, or choose another name."
                            );
                        await host.Console.Out.WriteLineAsync(made);
                        return ExitCode.Done;
                    },
                    ct
                )
        );
        return add;
    }

    private static Command List(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "Prints one JSON array." };
        var list = new Command("list", "The tokens there are, without their secrets.") { json };
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
        var tokens = await services.GetRequiredService<ApiTokens>().ListAsync(ct);
        if (asJson)
        {
            var rows = tokens.Select(token => new
            {
                name = token.Name,
                scopes = token.Scopes.Split(' '),
                createdAt = token.CreatedAt,
                createdBy = token.CreatedBy,
                expiresAt = token.ExpiresAt,
                lastUsedAt = token.LastUsedAt,
                revokedAt = token.RevokedAt,
            });
            await host.Console.Out.WriteLineAsync(KpiJson.Serialize(rows));
            return ExitCode.Done;
        }
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var token in tokens)
        {
            var until = token.ExpiresAt is { } end
                ? end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : "never expires";
            var state =
                token.RevokedAt is not null ? "\trevoked"
                : token.HasExpired(now) ? "\texpired"
                : "";
            await host.Console.Out.WriteLineAsync($"{token.Name}\t{token.Scopes}\t{token.CreatedBy}\t{until}{state}");
        }
        return ExitCode.Done;
    }

    private static Command Revoke(CommandHost host)
    {
        var name = new Argument<string>("name") { Description = "The token's name." };
        var revoke = new Command("revoke", "Makes a token worthless, at once and for good.") { name };
        revoke.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var wanted = parsed.GetRequiredValue(name);
                        return await services.GetRequiredService<ApiTokens>().RevokeAsync(wanted, token)
                            ? ExitCode.Done
                            : throw CommandException.Refused($"There is no active token named '{wanted}'.");
                    },
                    ct
                )
        );
        return revoke;
    }
}
