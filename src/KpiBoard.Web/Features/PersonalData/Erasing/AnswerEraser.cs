using System.Text.Json.Nodes;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.PersonalData.Erasing;

/// <summary>What an import said of rows that it put aside is in its answer too: the cell that was wrong, and why.</summary>
internal static class AnswerEraser
{
    private const string AnswerSql = "SELECT [Answer] FROM [ImportBatch] WHERE [Id] = @batch";

    private const string ChangeSql = "UPDATE [ImportBatch] SET [Answer] = @answer WHERE [Id] = @batch";

    public static async Task EraseAsync(
        KpiDatabase database,
        BulkSession session,
        IEnumerable<IGrouping<long, long>> linesByBatch,
        CancellationToken ct
    )
    {
        foreach (var lines in linesByBatch)
        {
            var answer = await database.ScalarAsync<string>(AnswerSql, new { batch = lines.Key }, ct);
            if (answer is not null && Without(answer, [.. lines]) is { } changed && changed != answer)
            {
                await session.WriteAsync(
                    transaction => transaction.ExecuteAsync(ChangeSql, new { batch = lines.Key, answer = changed }),
                    ct
                );
            }
        }
    }

    private static string Without(string answer, HashSet<long> lines)
    {
        var json = JsonNode.Parse(answer)!;
        foreach (var error in json["errors"] as JsonArray ?? [])
        {
            if (error?["line"] is { } line && lines.Contains(line.GetValue<long>()))
            {
                error["value"] = null;
                error["message"] = PersonTerms.Mark;
                var args = error["args"] as JsonArray ?? [];
                error["args"] = new JsonArray([.. args.Select(_ => (JsonNode)PersonTerms.Mark)]);
            }
        }
        return json.ToJsonString(KpiJson.Options);
    }
}
