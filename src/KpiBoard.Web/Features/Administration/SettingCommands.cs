using System.CommandLine;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Administration;

internal static class SettingCommands
{
    public static Command Create(CommandHost host) =>
        new("setting", "How the company counts.") { List(host), Set(host) };

    private static Command List(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "Prints one JSON object." };
        var list = new Command("list", "Every setting with the value in force.") { json };
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
        var settings = await services.GetRequiredService<CompanySettingsStore>().GetAsync(ct);
        if (asJson)
        {
            var values = SettingDefinition.All.ToDictionary(setting => setting.Key, setting => setting.Show(settings));
            await host.Console.Out.WriteLineAsync(KpiJson.Serialize(values));
            return ExitCode.Done;
        }
        foreach (var setting in SettingDefinition.All)
        {
            await host.Console.Out.WriteLineAsync($"{setting.Key}\t{setting.Show(settings)}");
        }
        return ExitCode.Done;
    }

    private static Command Set(CommandHost host)
    {
        var key = new Argument<string>("key") { Description = "The setting." };
        var value = new Argument<string>("value") { Description = "Its new value." };
        var set = new Command("set", "Changes one setting; figures follow with the next refresh.") { key, value };
        set.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                        await services
                            .GetRequiredService<CompanySettingsStore>()
                            .SetAsync(
                                parsed.GetRequiredValue(key),
                                parsed.GetRequiredValue(value),
                                AdministrationCommands.By,
                                token
                            )
                            is { } wrong
                            ? throw CommandException.Refused(wrong)
                            : ExitCode.Done,
                    ct
                )
        );
        return set;
    }
}
