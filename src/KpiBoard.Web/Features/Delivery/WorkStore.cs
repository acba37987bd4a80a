using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>Writes the days that units plan for an initiative, by month.</summary>
public sealed class WorkStore(KpiDatabase database)
{
    private const string ForgetWorkSql = "DELETE FROM [WorkPlan] WHERE [InitiativeId] = @id AND [Month] >= @month";

    private const string AddWorkSql = """
        INSERT INTO [WorkPlan] ([InitiativeId], [BusinessUnit], [Month], [Days])
        VALUES (@id, @BusinessUnit, @Month, @Days)
        """;

    /// <summary>
    /// Puts a plan of days in the place of what was planned from a month on; without rows the days are spread evenly again.
    /// </summary>
    /// <param name="mark">Of the plan that was changed; see <see cref="Mark"/>.</param>
    /// <returns>False when somebody has stored another plan since.</returns>
    public Task<bool> PlanWorkAsync(
        long id,
        int month,
        string mark,
        IReadOnlyList<WorkRow> rows,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (Mark(await transaction.QueryAsync<WorkRow>(PlanQueries.WorkSql, new { id })) != mark)
                {
                    return false;
                }
                await transaction.ExecuteAsync(ForgetWorkSql, new { id, month });
                await transaction.ExecuteAsync(
                    AddWorkSql,
                    rows.Select(row => new
                    {
                        id,
                        row.BusinessUnit,
                        row.Month,
                        row.Days,
                    })
                );
                return true;
            },
            ct
        );

    /// <summary>A short text that is the same for the same plan only.</summary>
    public static string Mark(IEnumerable<WorkRow> rows)
    {
        var text = string.Join(
            '\n',
            rows.Select(row =>
                string.Create(CultureInfo.InvariantCulture, $"{row.BusinessUnit}\t{row.Month}\t{row.Days:R}")
            )
        );
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
