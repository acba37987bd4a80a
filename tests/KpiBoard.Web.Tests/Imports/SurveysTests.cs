using System.Globalization;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class SurveysTests
{
    private const string AnswersSql = """
        SELECT [Score], [AnsweredOn], [AnsweredAt], [Level], [Audience], [Weight], [Comment]
          FROM [CurrentSurveyResponse]
         ORDER BY [Line]
        """;

    [DatabaseTheory]
    public async Task Import_OfAnswers_KeepsWhatWasNotAnsweredApart(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);

        var answer = await lab.ImportAsync(
            "surveys",
            "score,answered_at,weight,comment\n9,2026-01-05,1.25,\"Fine, thanks\"\n,2026-01-05,,\n11,2026-01-06,,\n9.0,2026-01-06,,\n",
            """{"missing":{"score":["11"]}}"""
        );

        Assert.Equal((4L, 2L), (answer.Rows.New, answer.Rows.NotAnswered));
        Assert.Equal("2026-01", Assert.Single(answer.Totals).Period);
        var answers = await lab.QueryAsync<Answer>(AnswersSql);
        Assert.Equal([9, null, null, 9], answers.Select(row => row.Score));
        Assert.Equal(
            ("relationship", "customer", 1.25, "Fine, thanks"),
            (answers[0].Level, answers[0].Audience, answers[0].Weight, answers[0].Comment)
        );
    }

    [Theory]
    [InlineData("2026-01-05T23:30:00Z", 20260106, "2026-01-05T23:30:00Z")]
    [InlineData("2026-01-05T23:30:00", 20260105, "2026-01-05T22:30:00Z")]
    [InlineData("2026-07-05 00:30+05:00", 20260704, "2026-07-04T19:30:00Z")]
    [InlineData("2026-01-05", 20260105, "2026-01-04T23:00:00Z")]
    [InlineData("2026-03-29 02:30", 20260329, "2026-03-29T01:30:00Z")]
    public async Task Import_OfAnAnswersTime_IsTheCompanysDay(string text, int day, string instant)
    {
        await using var lab = await ImportLab.CreateAsync();

        await lab.ImportAsync("surveys", $"score,answered_at\n9,{text}\n");

        var answer = Assert.Single(await lab.QueryAsync<Answer>(AnswersSql));
        Assert.Equal(day, answer.AnsweredOn);
        Assert.Equal(
            DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds(answer.AnsweredAt)
        );
    }

    [DatabaseTheory]
    public async Task Import_OfAChangedAnswer_IsAnUpdate(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.ImportAsync("surveys", "response_id,score,answered_at\nR1,9,2026-01-05\nR2,3,2026-01-05\n");

        var answer = await lab.ImportAsync(
            "surveys",
            "response_id,score,answered_at\nR1,8,2026-01-05\nR2,3,2026-01-05\n"
        );

        Assert.Equal((1L, 1L), (answer.Rows.Updated, answer.Rows.Unchanged));
        Assert.Equal([8, 3], (await lab.QueryAsync<Answer>(AnswersSql)).Select(row => row.Score).OrderDescending());
    }

    private sealed class Answer
    {
        public int? Score { get; init; }
        public int AnsweredOn { get; init; }
        public long AnsweredAt { get; init; }
        public string Level { get; init; } = "";
        public string Audience { get; init; } = "";
        public double? Weight { get; init; }
        public string? Comment { get; init; }
    }
}
