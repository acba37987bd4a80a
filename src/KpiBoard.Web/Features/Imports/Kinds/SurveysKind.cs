using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Kinds;

public sealed class SurveysKind : ImportKind
{
    private const int MaxScore = 10;
    private const int CommentCharacters = 20_000;

    private const int Score = 0;
    private const int AnsweredAt = 1;
    private const int ResponseId = 2;
    private const int Customer = 3;
    private const int Audience = 4;
    private const int Level = 5;
    private const int Touchpoint = 6;
    private const int Journey = 7;
    private const int JourneyInstance = 8;
    private const int Segment = 9;
    private const int Weight = 10;
    private const int Comment = 11;
    private const int Emotion = 12;

    private const int CustomerCell = Own;
    private const int AnsweredOnCell = Own + 1;
    private const int AnsweredAtCell = Own + 2;
    private const int AudienceCell = Own + 3;
    private const int LevelCell = Own + 4;
    private const int ScoreCell = Own + 5;
    private const int WeightCell = Own + 6;
    private const int FirstTextCell = Own + 7;

    /// <summary>Text columns as they follow each other in the table.</summary>
    private static readonly int[] Texts = [Segment, Touchpoint, Journey, JourneyInstance, Emotion, Comment];

    private static readonly byte[][] Audiences = ["customer"u8.ToArray(), "employee"u8.ToArray(), "leader"u8.ToArray()];

    private static readonly byte[][] Levels =
    [
        "relationship"u8.ToArray(),
        "journey"u8.ToArray(),
        "transaction"u8.ToArray(),
    ];

    public SurveysKind()
        : base(
            "surveys",
            "SurveyResponse",
            [
                new("score", ColumnType.Number),
                new("answered_at", ColumnType.Date),
                new("response_id"),
                new("customer_id"),
                new("audience"),
                new("level"),
                new("touchpoint"),
                new("journey"),
                new("journey_instance"),
                new("segment"),
                new("weight", ColumnType.Number),
                new("comment", MaxLength: CommentCharacters),
                new("emotion"),
            ],
            [
                new("CustomerId", BulkType.Int64),
                new("AnsweredOn", BulkType.Int64),
                new("AnsweredAt", BulkType.Int64),
                new("Audience", BulkType.Text),
                new("Level", BulkType.Text),
                new("Score", BulkType.Int64),
                new("Weight", BulkType.Double),
                new("Segment", BulkType.Text),
                new("Touchpoint", BulkType.Text),
                new("Journey", BulkType.Text),
                new("JourneyInstance", BulkType.Text),
                new("Emotion", BulkType.Text),
                new("Comment", BulkType.Text),
            ]
        ) { }

    public override int CustomerColumn => Customer;

    public override IReadOnlyList<string> Personal { get; } = ["Comment"];

    public override int KeyColumn => ResponseId;

    public override IReadOnlyList<IReadOnlyList<int>> Required { get; } =
    [
        [Score, AnsweredAt],
    ];

    public override void Read(Row row, BulkChunk chunk)
    {
        var content = new Fingerprint();
        var answeredOn = row.Instant(AnsweredAt, out var answeredAt);
        var score = ReadScore(row);
        var weight = ReadWeight(row);
        var customerId = row.Text(Customer);
        var audience = row.Choice(Audience, Audiences);
        var level = row.Choice(Level, Levels);
        var key = row.Text(ResponseId);
        content.Add(answeredAt);
        content.Add(score);
        content.Add(weight is { } number ? BitConverter.DoubleToInt64Bits(number) : null);
        content.Add(customerId);
        content.Add(audience);
        content.Add(level);
        for (var i = 0; i < Texts.Length; i++)
        {
            var text = row.Text(Texts[i]);
            content.Add(text);
            row.SetText(chunk, FirstTextCell + i, text);
        }
        if (row.Errors.Count > 0)
        {
            return;
        }
        row.SetText(chunk, RowKey, key);
        chunk.SetInt64(Fingerprint, content.Value);
        chunk.SetInt64(CustomerCell, row.Customer(Customer));
        chunk.SetInt64(AnsweredOnCell, answeredOn);
        chunk.SetInt64(AnsweredAtCell, answeredAt);
        chunk.SetText(AudienceCell, audience);
        chunk.SetText(LevelCell, level);
        chunk.SetInt64(ScoreCell, score);
        chunk.SetDouble(WeightCell, weight);
    }

    public override void Tally(BulkChunk chunk, int row, ImportTally tally)
    {
        tally.Add([], (int)chunk.GetInt64(AnsweredOnCell, row), null, chunk.GetInt64(CustomerCell, row) == 0);
        if (chunk.IsNull(ScoreCell, row))
        {
            tally.NotAnswered++;
        }
    }

    private static long? ReadScore(Row row)
    {
        // A blank score is an answer that was not given: counted as such, never a zero.
        if (!row.TryNumber(Score, required: false, out var number))
        {
            return null;
        }
        if (number.ToWhole() is >= 0 and <= MaxScore and var score)
        {
            return score;
        }
        row.Fail(Score, "score.range");
        return null;
    }

    private static double? ReadWeight(Row row)
    {
        if (!row.TryNumber(Weight, required: false, out var number))
        {
            return null;
        }
        if (number.Mantissa < 0)
        {
            row.Fail(Weight, "weight.negative");
        }
        return number.ToDouble();
    }
}
