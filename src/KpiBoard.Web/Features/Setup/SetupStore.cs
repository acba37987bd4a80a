using KpiBoard.Data;

namespace KpiBoard.Web.Features.Setup;

/// <summary>Whether the guide is put away; nothing else about setting up is kept.</summary>
public sealed class SetupStore(KpiDatabase database, TimeProvider clock)
{
    private const string PutAwaySql = """
        INSERT INTO [SetupPutAway] ([Id], [At], [By])
        SELECT 1, @at, @by
         WHERE NOT EXISTS (SELECT 1 FROM [SetupPutAway])
        """;

    private const string ResumeSql = "DELETE FROM [SetupPutAway]";

    public Task PutAwayAsync(string by, CancellationToken ct) =>
        database.ExecuteAsync(PutAwaySql, new { at = clock.GetUtcNow(), by }, ct);

    public Task ResumeAsync(CancellationToken ct) => database.ExecuteAsync(ResumeSql, null, ct);
}
