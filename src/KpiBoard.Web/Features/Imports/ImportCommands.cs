using System.CommandLine;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary><c>import</c>, <c>imports</c> and <c>profile</c>.</summary>
public static class ImportCommands
{
    private const string StandardInput = "-";

    public static IEnumerable<Command> Create(CommandHost host) =>
        [Import(host), Ledger(host), ProfileCommands.Create(host)];

    private static Command Import(CommandHost host)
    {
        var kind = new Argument<string>("kind")
        {
            Description = string.Join(", ", ImportKind.All.Select(known => known.Name)),
        };
        var files = new Argument<string[]>("files")
        {
            Description = "Files, .csv, .csv.gz or .xlsx; - reads standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var profile = new Option<string?>("--profile") { Description = "A stored profile's name, or a JSON file." };
        var source = new Option<string?>("--source") { Description = "Where the rows come from; keys are its own." };
        var delimiter = new Option<string?>("--delimiter") { Description = ", ; | or tab, instead of what is found." };
        var encoding = new Option<string?>("--encoding") { Description = "utf-8, utf-16 or windows-1252." };
        var decimalSign = new Option<string?>("--decimal") { Description = "The decimal sign, . or ," };
        var dateFormat = new Option<string?>("--date-format") { Description = "For example dd/MM/yyyy." };
        var sheet = new Option<string?>("--sheet") { Description = "The sheet of a workbook; by default the first." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Checks everything and stores nothing." };
        var onError = new Option<string>("--on-error")
        {
            Description = "refuse the file (default), or quarantine the rows that are wrong.",
            DefaultValueFactory = _ => ImportParameters.Refuse,
        };
        onError.AcceptOnlyFromAmong(ImportParameters.Refuse, ImportParameters.Quarantine);
        var strict = new Option<bool>("--strict") { Description = "Refuses rows of customers that nobody described." };
        var replaces = new Option<long?>("--replaces") { Description = "The import that this file corrects." };
        var json = new Option<bool>("--json") { Description = "Prints the answer as JSON." };
        var command = new Command("import", "Imports files: all of each, or nothing of it. Amounts are net of VAT.")
        {
            kind,
            files,
            profile,
            source,
            delimiter,
            encoding,
            decimalSign,
            dateFormat,
            sheet,
            dryRun,
            onError,
            strict,
            replaces,
            json,
        };
        command.SetAction(
            (parsed, ct) =>
            {
                var parameters = new ImportParameters
                {
                    Profile = parsed.GetValue(profile),
                    Source = parsed.GetValue(source),
                    Delimiter = parsed.GetValue(delimiter),
                    Encoding = parsed.GetValue(encoding),
                    Decimal = parsed.GetValue(decimalSign),
                    DateFormat = parsed.GetValue(dateFormat),
                    Sheet = parsed.GetValue(sheet),
                    OnError = parsed.GetValue(onError),
                    Strict = parsed.GetValue(strict),
                    DryRun = parsed.GetValue(dryRun),
                    Replaces = parsed.GetValue(replaces),
                };
                return host.RunAsync(
                    async (services, token) =>
                        await ImportAsync(
                            host.Console,
                            services,
                            await AskedAsync(services, parsed.GetValue(kind)!, parameters, token),
                            parsed.GetValue(files)!,
                            parsed.GetValue(json),
                            token
                        ),
                    ct
                );
            }
        );
        return command;
    }

    private static Command Ledger(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "Prints the answers of all imports as JSON." };
        var ledger = new Command("imports", "Lists what has been imported, the newest first.") { json };
        ledger.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var answers = await services.GetRequiredService<ImportQueries>().LedgerAsync(token);
                        if (parsed.GetValue(json))
                        {
                            await host.Console.Out.WriteLineAsync(KpiJson.Serialize(answers));
                        }
                        else
                        {
                            await AnswerWriter.WriteLedgerAsync(host.Console.Out, answers);
                        }
                        return ExitCode.Done;
                    },
                    ct
                )
        );
        var id = new Argument<long>("id") { Description = "The import, as the list numbers it." };
        var undo = new Command("undo", "Takes one import back; what it replaced is current again.") { id };
        undo.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var number = parsed.GetValue(id);
                        var refused = await services
                            .GetRequiredService<ImportUndo>()
                            .UndoAsync(number, Caller(), token);
                        if (refused is not null)
                        {
                            throw CommandException.Refused(refused.ToString());
                        }
                        await host.Console.Out.WriteLineAsync($"Import {number} is undone.");
                        return ExitCode.Done;
                    },
                    ct
                )
        );
        ledger.Add(undo);
        return ledger;
    }

    private static async Task<int> ImportAsync(
        CommandConsole console,
        IServiceProvider services,
        ImportRequest asked,
        string[] files,
        bool json,
        CancellationToken ct
    )
    {
        if (asked.Replaces is not null && files.Length > 1)
        {
            throw CommandException.WrongUsage("--replaces takes one file: an import is replaced by one other.");
        }
        var answers = new List<ImportAnswer>();
        foreach (var file in files)
        {
            var answer = await ImportAsync(console, services, asked, file, ct);
            answers.Add(answer);
            if (!json)
            {
                await AnswerWriter.WriteAsync(console.Out, answer);
            }
        }
        if (json)
        {
            await console.Out.WriteLineAsync(
                answers.Count == 1 ? KpiJson.Serialize(answers[0]) : KpiJson.Serialize(answers)
            );
        }
        return answers.Any(answer => answer.Status == ImportAnswer.Refused) ? ExitCode.Refused : ExitCode.Done;
    }

    private static async Task<ImportAnswer> ImportAsync(
        CommandConsole console,
        IServiceProvider services,
        ImportRequest asked,
        string file,
        CancellationToken ct
    )
    {
        if (file != StandardInput && !File.Exists(file))
        {
            throw CommandException.WrongUsage($"There is no file {file}.");
        }
        try
        {
            using var spooled =
                file != StandardInput
                    ? null
                    : await services
                        .GetRequiredService<SpoolFolder>()
                        .SaveAsync(
                            console.OpenInput(),
                            services.GetRequiredService<ImportOptions>().MaxContentBytes,
                            ct
                        );
            var request = asked with
            {
                Path = spooled?.Path ?? file,
                FileName = spooled is null ? Path.GetFileName(file) : "stdin",
            };
            return await ProgressWriter.RunAsync(
                console,
                services.GetRequiredService<TimeProvider>(),
                request.FileName,
                progress => services.GetRequiredService<ImportRunner>().RunAsync(request, progress, ct)
            );
        }
        catch (ImportUsageException wrong)
        {
            throw CommandException.WrongUsage(wrong.Message);
        }
        catch (ImportRefusedException refused)
        {
            throw CommandException.Refused(refused.Message);
        }
    }

    private static async Task<ImportRequest> AskedAsync(
        IServiceProvider services,
        string kind,
        ImportParameters parameters,
        CancellationToken ct
    )
    {
        var stored = services.GetRequiredService<ProfileStore>();
        try
        {
            return await parameters.ToRequestAsync(
                kind,
                Caller(),
                async (profile, known, token) =>
                    File.Exists(profile)
                        ? ImportProfile.Parse(await File.ReadAllTextAsync(profile, token), known)
                        : await stored.GetAsync(profile, known, token),
                ct
            );
        }
        catch (ImportUsageException wrong)
        {
            throw CommandException.WrongUsage(wrong.Message);
        }
    }

    /// <summary>Who runs commands: the account of the machine.</summary>
    internal static string Caller() => Environment.UserName;
}
