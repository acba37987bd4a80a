using System.CommandLine;
using System.Globalization;
using KpiBoard.Data;
using KpiBoard.Web.Features.PersonalData.Erasing;
using KpiBoard.Web.Features.PersonalData.Files;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Infrastructure.Audit;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.PersonalData;

/// <summary><c>personal-data find</c>, <c>export</c>, <c>erase</c>, <c>readmit</c>.</summary>
public static class PersonalDataCommands
{
    public static Command Create(CommandHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return new Command("personal-data", "What is held of one customer: finds it, hands it out, erases it.")
        {
            Find(host),
            Export(host),
            Erase(host),
            Readmit(host),
        };
    }

    private static Command Find(CommandHost host)
    {
        var customer = CustomerArgument("A number, a name, an address: anything that is stored of the customer.");
        var json = new Option<bool>("--json") { Description = "Prints one JSON object." };
        var find = new Command("find", "Says where the data of a customer is.") { customer, json };
        find.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    (services, token) =>
                        FindAsync(host, services, parsed.GetRequiredValue(customer), parsed.GetValue(json), token),
                    ct
                )
        );
        return find;
    }

    private static Command Export(CommandHost host)
    {
        var customer = CustomerArgument("The customer's number.");
        var to = new Option<string>("--to")
        {
            Description = "The archive to write, for example customer.zip.",
            Required = true,
        };
        var also = AlsoOption();
        var export = new Command("export", "Writes all that is held of a customer into one archive.")
        {
            customer,
            to,
            also,
        };
        export.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    (services, token) =>
                        ExportAsync(
                            host,
                            services,
                            parsed.GetRequiredValue(customer),
                            parsed.GetRequiredValue(to),
                            parsed.GetValue(also) ?? [],
                            token
                        ),
                    ct
                )
        );
        return export;
    }

    private static Command Erase(CommandHost host)
    {
        var customer = CustomerArgument("The customer's number.");
        var confirm = new Option<string?>("--confirm")
        {
            Description = "The number once more. Without it nothing is erased.",
        };
        var ground = new Option<string?>("--ground") { Description = string.Join(", ", ErasureGround.All) };
        ground.AcceptOnlyFromAmong([.. ErasureGround.All]);
        var requester = new Option<string>("--requester")
        {
            Description = "Who asked: " + string.Join(", ", ErasureRequester.All),
            DefaultValueFactory = _ => ErasureRequester.All[0],
        };
        requester.AcceptOnlyFromAmong([.. ErasureRequester.All]);
        var reference = new Option<string?>("--reference") { Description = "The number of the case, without a name." };
        var also = AlsoOption();
        var erase = new Command(
            "erase",
            """
            Erases a customer from tables, files and the record of changes; the figures stay as they are.

            Without --confirm it only says what would go. It cannot be undone. Backups hold the customer until they are
            deleted; restoring one erases again.
            """
        )
        {
            customer,
            confirm,
            ground,
            requester,
            reference,
            also,
        };
        erase.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    (services, token) =>
                        EraseAsync(
                            host,
                            services,
                            parsed.GetRequiredValue(customer),
                            parsed.GetValue(confirm),
                            new ErasureRequest(
                                parsed.GetValue(ground) ?? "",
                                parsed.GetRequiredValue(requester),
                                parsed.GetValue(reference) ?? "",
                                AuditServices.CommandLine,
                                parsed.GetValue(also) ?? []
                            ),
                            token
                        ),
                    ct
                )
        );
        return erase;
    }

    private static Command Readmit(CommandHost host)
    {
        var customer = new Argument<string?>("customer")
        {
            Description = "The number under which the customer was erased.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all")
        {
            Description = "All of them, when the key of the erasures is lost for good.",
        };
        var readmit = new Command(
            "readmit",
            "Lets an erased customer's number in again: from the next file on it is a new customer."
        )
        {
            customer,
            all,
        };
        readmit.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var store = services.GetRequiredService<ErasureStore>();
                        var isLifted = parsed.GetValue(all)
                            ? await store.LiftAllAsync(AuditServices.CommandLine, token)
                            : await store.LiftAsync(parsed.GetValue(customer) ?? "", AuditServices.CommandLine, token);
                        if (!isLifted)
                        {
                            throw CommandException.Refused("No customer was erased under this number.");
                        }
                        await host.Console.Out.WriteLineAsync(
                            "The next file that has the number registers a new customer."
                        );
                        return ExitCode.Done;
                    },
                    ct
                )
        );
        return readmit;
    }

    private static Argument<string> CustomerArgument(string description) =>
        new("customer") { Description = description };

    private static Option<string[]> AlsoOption() =>
        new("--also") { Description = "Other words by which the customer is known: an address, a telephone number." };

    private static async Task<int> FindAsync(
        CommandHost host,
        IServiceProvider services,
        string wanted,
        bool json,
        CancellationToken ct
    )
    {
        await NoteAsync(services, "*", ct);
        var queries = services.GetRequiredService<PersonQueries>();
        var id = await queries.IdOfAsync(wanted, ct);
        if (id is null)
        {
            var found = await queries.SearchAsync(wanted, ct);
            if (found.Count != 1)
            {
                throw CommandException.Refused(Several(found));
            }
            id = found[0].Id;
        }
        var person = (await queries.FindAsync(id.Value, ct))!;
        var terms = person.Terms(person.Number == wanted || person.Names.Contains(wanted) ? [] : [wanted]);
        await WriteAsync(host, services, person, terms, json, ct);
        return ExitCode.Done;
    }

    private static async Task WriteAsync(
        CommandHost host,
        IServiceProvider services,
        DataSubject person,
        PersonTerms terms,
        bool json,
        CancellationToken ct
    )
    {
        var places = await services.GetRequiredService<TableScan>().CountAsync(person.Ids, terms, ct);
        var files = services.GetRequiredService<PersonFiles>().Find(terms, ct);
        var attachments = await services.GetRequiredService<PersonQueries>().AttachmentsAsync(ct);
        var output = host.Console.Out;
        if (json)
        {
            await output.WriteLineAsync(
                KpiJson.Serialize(
                    new
                    {
                        numbers = person.Numbers.Select(number => number.Number),
                        person.Names,
                        parted = person.Others.Select(number => number.Number),
                        places,
                        files = files.Select(file => new { file.Path, file.Records }),
                        attachments,
                    }
                )
            );
            return;
        }
        await output.WriteLineAsync($"Numbers: {string.Join(", ", person.Numbers.Select(number => number.Number))}");
        await output.WriteLineAsync($"Names: {string.Join(", ", person.Names)}");
        foreach (var other in person.Others)
        {
            await output.WriteLineAsync($"Once counted as the same, and parted: {other.Number}");
        }
        if (attachments > 0)
        {
            await output.WriteLineAsync($"To look through by hand: {attachments} files kept with initiatives");
        }
        foreach (var place in places)
        {
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place.Table}: {place.Own:N0} rows of the customer, {place.Named:N0} that name the customer"
                )
            );
        }
        foreach (var file in files)
        {
            await output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"{file.Path}: {file.Records:N0} lines")
            );
        }
    }

    private static async Task<int> ExportAsync(
        CommandHost host,
        IServiceProvider services,
        string number,
        string to,
        string[] also,
        CancellationToken ct
    )
    {
        var person = await PersonAsync(services, number, ct);
        if (File.Exists(to))
        {
            throw CommandException.Refused($"{to} exists. Name another file.");
        }
        await NoteAsync(services, $"{person.Id}", ct);
        await using (var file = PrivateFiles.Open(to, FileMode.CreateNew, FileAccess.ReadWrite))
        {
            await services.GetRequiredService<PersonExport>().WriteAsync(file, person, also, ct);
        }
        await host.Console.Out.WriteLineAsync($"{to}: all that is held of {person.Number}. Hand it over safely.");
        return ExitCode.Done;
    }

    private static async Task<int> EraseAsync(
        CommandHost host,
        IServiceProvider services,
        string number,
        string? confirm,
        ErasureRequest request,
        CancellationToken ct
    )
    {
        var person = await PersonAsync(services, number, ct);
        var terms = person.Terms(request.Also);
        if (confirm is null)
        {
            await NoteAsync(services, $"{person.Id}", ct);
            await WriteAsync(host, services, person, terms, json: false, ct);
            throw CommandException.Refused(
                "Nothing has been erased. Names, numbers, words and the lines of files would go; amounts, scores and months "
                    + $"would stay under a pseudonym. Add --ground and --confirm {number} to erase."
            );
        }
        if (person.IsErased)
        {
            throw CommandException.Refused("This customer has been erased already.");
        }
        if (confirm != number || request.Ground.Length == 0)
        {
            throw CommandException.WrongUsage(
                "Say why with --ground, and repeat the customer's number after --confirm."
            );
        }
        if (terms.AreIn(request.Reference) || terms.IsCell(request.Reference))
        {
            throw CommandException.Refused("The reference is kept: it must not name the customer.");
        }
        var store = services.GetRequiredService<ErasureStore>();
        var id = await store.BeginAsync(person, request, ct);
        await services.GetRequiredService<Eraser>().RunAsync(ct);
        var done = (await store.ListAsync(ct)).First(erasure => erasure.Id == id);
        await host.Console.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Erased. The figures count {done.Pseudonym} instead. Rows: {done.Done!.Rows.Values.Sum():N0}, files: {done.Done.Files:N0}, lines of files: {done.Done.Records:N0}, entries of the record of changes: {done.Done.Entries:N0}. Proof: {done.Uid}."
            )
        );
        return ExitCode.Done;
    }

    private static async Task<DataSubject> PersonAsync(IServiceProvider services, string number, CancellationToken ct)
    {
        var queries = services.GetRequiredService<PersonQueries>();
        return await queries.IdOfAsync(number, ct) is { } id
            ? (await queries.FindAsync(id, ct))!
            : throw CommandException.Refused(
                "There is no customer with this number. `personal-data find` looks for more."
            );
    }

    private static string Several(IReadOnlyList<PersonNumber> found) =>
        found.Count == 0
            ? "Nothing is stored of anybody like that."
            : "Several customers fit; take one by number: "
                + string.Join("; ", found.Select(each => $"{each.Number} {each.Name}".TrimEnd()));

    /// <summary>That somebody looked is kept before anything is shown.</summary>
    private static Task NoteAsync(IServiceProvider services, string key, CancellationToken ct) =>
        services
            .GetRequiredService<KpiDatabase>()
            .WriteAsync(
                transaction =>
                {
                    transaction.NoteReading("Customer", key);
                    return Task.CompletedTask;
                },
                ct
            );
}
