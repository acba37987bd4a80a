using System.CommandLine;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Csv;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Kpis;

/// <summary><c>kpi list</c>, <c>kpi show</c> and <c>kpi bridge</c>.</summary>
public static class KpiCommands
{
    public static IEnumerable<Command> Create(CommandHost host)
    {
        yield return new Command("kpi", "Shows figures with their uncertainty.")
        {
            List(host),
            Show(host),
            Bridge(host),
        };
    }

    private static Command List(CommandHost host)
    {
        var options = new KpiCommandOptions();
        var list = new Command("list", "Every figure in its last complete period.");
        options.AddTo(list);
        list.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var request = await RequestAsync(services, options.Read(parsed), token);
                        var points = await services.GetRequiredService<KpiQueries>().ListAsync(request, token);
                        return await WriteAsync(host.Console, parsed, options, points, KpiTable.Of);
                    },
                    ct
                )
        );
        return list;
    }

    private static Command Show(CommandHost host)
    {
        var code = new Argument<string>("code")
        {
            Description =
                $"{string.Join(", ", KpiCatalogue.All.Select(kpi => kpi.Code))}, or one of the company's own.",
        };
        var options = new KpiCommandOptions();
        var show = new Command("show", "One figure over its periods.") { code };
        options.AddTo(show);
        show.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var queries = services.GetRequiredService<KpiQueries>();
                        var book = await queries.BookAsync(token);
                        if (!book.TryGet(parsed.GetValue(code)!, out var kpi))
                        {
                            throw CommandException.WrongUsage(
                                $"There is no figure '{parsed.GetValue(code)}'. The figures are: {string.Join(", ", book.Codes)}."
                            );
                        }
                        var request = await RequestAsync(services, options.Read(parsed), token);
                        var points = await queries.ShowAsync(kpi, request, token);
                        return await WriteAsync(host.Console, parsed, options, points, KpiTable.Of);
                    },
                    ct
                )
        );
        return show;
    }

    private static Command Bridge(CommandHost host)
    {
        var measure = new Option<string?>("--measure")
        {
            Description =
                "revenue (default) or margin; revenue.constant or margin.constant at constant exchange rates.",
        };
        var options = new KpiCommandOptions();
        var bridge = new Command("bridge", "How revenue or margin went from one period to the next.") { measure };
        options.AddTo(bridge);
        bridge.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var typed = options.Read(parsed) with { Measure = parsed.GetValue(measure) };
                        var request = await RequestAsync(services, typed, token);
                        var points = await services.GetRequiredService<KpiQueries>().BridgeAsync(request, token);
                        return await WriteAsync(host.Console, parsed, options, points, KpiTable.Of);
                    },
                    ct
                )
        );
        return bridge;
    }

    private static async Task<KpiRequest> RequestAsync(
        IServiceProvider services,
        KpiOptions options,
        CancellationToken ct
    )
    {
        var settings = await services.GetRequiredService<CompanySettingsStore>().GetAsync(ct);
        try
        {
            return KpiRequest.Of(options, settings);
        }
        catch (KpiRequestException wrong)
        {
            throw CommandException.WrongUsage(wrong.Message);
        }
    }

    private static async Task<int> WriteAsync<T>(
        CommandConsole console,
        ParseResult parsed,
        KpiCommandOptions options,
        IReadOnlyList<T> points,
        Func<IReadOnlyList<T>, string> table
    )
    {
        if (parsed.GetValue(options.Csv))
        {
            await console.Out.WriteAsync(CsvText.Of(points));
        }
        else
        {
            await console.Out.WriteLineAsync(parsed.GetValue(options.Json) ? KpiJson.Serialize(points) : table(points));
        }
        return ExitCode.Done;
    }
}

/// <summary>The options that the figures' commands share.</summary>
internal sealed class KpiCommandOptions
{
    private readonly Option<string?> grain = new("--grain") { Description = "month (default), quarter, year or r12." };
    private readonly Option<string?> segment = new("--segment") { Description = "One segment, or * for every one." };
    private readonly Option<string?> region = new("--region") { Description = "One region, or * for every one." };
    private readonly Option<string?> unit = new("--business-unit") { Description = "One unit, or * for every one." };
    private readonly Option<string?> from = new("--from") { Description = "The first period, for example 2026-01." };
    private readonly Option<string?> to = new("--to") { Description = "The last period." };
    private readonly Option<string?> asKnownAt = new("--as-known-at")
    {
        Description = "As it was known at a time, for example 2026-11-21T05:00 in the company's time zone.",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Prints JSON." };

    public Option<bool> Csv { get; } = new("--csv") { Description = "Prints CSV." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[grain, segment, region, unit, from, to, asKnownAt, Json, Csv])
        {
            command.Add(option);
        }
    }

    public KpiOptions Read(ParseResult parsed) =>
        new()
        {
            Grain = parsed.GetValue(grain),
            Segment = parsed.GetValue(segment),
            Region = parsed.GetValue(region),
            BusinessUnit = parsed.GetValue(unit),
            From = parsed.GetValue(from),
            To = parsed.GetValue(to),
            AsKnownAt = parsed.GetValue(asKnownAt),
        };
}
