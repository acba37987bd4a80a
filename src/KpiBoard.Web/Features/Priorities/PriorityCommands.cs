using System.CommandLine;
using System.Globalization;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Priorities;

/// <summary><c>priorities</c>.</summary>
public static class PriorityCommands
{
    public static Command Create(CommandHost host)
    {
        var seed = new Option<long?>("--seed")
        {
            Description = "Draws with another luck than the board's own, to see how much hangs on it.",
        };
        var json = new Option<bool>("--json") { Description = "One compact JSON document." };
        var priorities = new Command("priorities", "The computed order of the open initiatives.") { seed, json };
        priorities.SetAction(
            (parsed, ct) =>
                host.RunAsync(
                    async (services, token) =>
                    {
                        var standing = await services
                            .GetRequiredService<PriorityDesk>()
                            .StandingAsync(token, parsed.GetValue(seed) ?? PriorityRanker.Seed);
                        var answers = PriorityAnswer.Of(
                            standing,
                            row => row.Said.Reasons.Select(PlainReason),
                            services.GetRequiredService<TimeProvider>().GetUtcNow()
                        );
                        if (parsed.GetValue(json))
                        {
                            await host.Console.Out.WriteLineAsync(KpiJson.Serialize(answers));
                            return ExitCode.Done;
                        }
                        foreach (var line in Table(answers, standing.Situation.Currency))
                        {
                            await host.Console.Out.WriteLineAsync(line);
                        }
                        return ExitCode.Done;
                    },
                    ct
                )
        );
        return priorities;
    }

    /// <summary>As scripts read it: the factor, its figure and what it was and is.</summary>
    private static string PlainReason(ReasonNote note) =>
        string.Join(
            " ",
            new[]
            {
                note.Initiative,
                note.Factor.ToString().ToLowerInvariant(),
                note.Goal,
                note.Before is { } before ? before.ToString("R", CultureInfo.InvariantCulture) : null,
                note.After is { } after ? "-> " + after.ToString("R", CultureInfo.InvariantCulture) : null,
                $"({PriorityAnswer.Money(note.Benefit).ToString("+0;-0;0", CultureInfo.InvariantCulture)})",
            }.Where(part => part is not null)
        );

    private static IEnumerable<string> Table(IReadOnlyList<PriorityAnswer> answers, string currency)
    {
        if (answers.Count == 0)
        {
            yield return "There is no open initiative.";
            yield break;
        }
        yield return $"{"rank", 4} {"decided", 7} {"worth " + currency, 16} {"cost " + currency, 16} {"return", 8} {"90%", 17} {"top 3", 6}  initiative";
        foreach (var one in answers)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Rank, 4} {(object?)one.DecidedRank ?? "-", 7} {one.ExpectedValue, 16:N0} {one.Cost, 16:N0} {one.Score, 8:0.00} {one.Lower, 7:0.00} to {one.Upper, 6:0.00} {one.TopK[3], 6:P0}  {one.Initiative} {one.Title}"
            );
        }
    }
}
