using System.CommandLine;
using KpiBoard.Web.Infrastructure.CommandLine;

namespace KpiBoard.Web.Features.Imports;

/// <summary><c>profile list</c>, <c>profile add NAME FILE</c>, <c>profile remove NAME</c>.</summary>
public static class ProfileCommands
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("profile", "The stored descriptions of files: what import --profile NAME uses.");
        command.Add(List(host));
        command.Add(Add(host));
        command.Add(Remove(host));
        return command;
    }

    private static Command List(CommandHost host)
    {
        var list = new Command("list", "Lists the stored profiles.");
        list.SetAction(
            (_, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        foreach (var profile in await services.GetRequiredService<ProfileStore>().AllAsync(token))
                        {
                            await host.Console.Out.WriteLineAsync($"{profile.Name}  {profile.Definition}");
                        }
                        return ExitCode.Done;
                    },
                    ct
                )
        );
        return list;
    }

    private static Command Add(CommandHost host)
    {
        var name = new Argument<string>("name");
        var file = new Argument<FileInfo>("file") { Description = "The profile as JSON." };
        file.AcceptExistingOnly();
        var add = new Command("add", "Stores a profile under a name, or changes it.") { name, file };
        add.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var json = await File.ReadAllTextAsync(parsed.GetValue(file)!.FullName, token);
                        try
                        {
                            await services
                                .GetRequiredService<ProfileStore>()
                                .SaveAsync(parsed.GetValue(name)!, json.Trim(), ImportCommands.Caller(), token);
                        }
                        catch (ImportUsageException wrong)
                        {
                            throw CommandException.Refused(wrong.Message);
                        }
                        return ExitCode.Done;
                    },
                    ct
                )
        );
        return add;
    }

    private static Command Remove(CommandHost host)
    {
        var name = new Argument<string>("name");
        var remove = new Command("remove", "Removes a stored profile; what was imported with it stays.") { name };
        remove.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                        await services.GetRequiredService<ProfileStore>().RemoveAsync(parsed.GetValue(name)!, token)
                            ? ExitCode.Done
                            : throw CommandException.Refused($"There is no profile {parsed.GetValue(name)}."),
                    ct
                )
        );
        return remove;
    }
}
