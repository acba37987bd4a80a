using KpiBoard.Core.Kpis;
using KpiBoard.Core.Nps;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// The answers of one level, numbered in order of day. Each knows its members once and for all, as they are those of
/// its own day: periods overlap, and each of them takes an answer up again.
/// </summary>
internal sealed class LevelAnswers
{
    private readonly NpsLevel level;
    private readonly SurveyAnswer[] answers;
    private readonly NpsAnswer[] scores;

    /// <summary>Of each dimension the texts of its members, and of each answer which of them is its own.</summary>
    private readonly (List<string> Texts, int[] Of)[] members;

    /// <summary>Of the <paramref name="level"/> and in order of day.</summary>
    public LevelAnswers(NpsLevel level, IEnumerable<SurveyAnswer> answers, MemberTable members, MemberNames names)
    {
        this.level = level;
        this.answers = [.. answers];
        // Once per customer leaves nothing to cluster.
        scores =
        [
            .. this.answers.Select(answer => new NpsAnswer(
                answer.Score,
                answer.Weight,
                level.IsOncePerCustomer || answer.Customer == 0 ? null : answer.Customer
            )),
        ];
        this.members =
        [
            .. KpiDimensions.All.Select(
                (_, at) => Numbered(this.answers.Select(answer => MemberOf(answer, at + 1, members, names)))
            ),
        ];
    }

    public NpsAnswer this[int answer] => scores[answer];

    /// <summary>The numbers of the answers that count from one day to another, yyyymmdd.</summary>
    public IReadOnlyList<int> Between(int first, int last)
    {
        var from = FirstFrom(first);
        var inPeriod = Enumerable.Range(from, FirstFrom(last + 1) - from);
        return
        [
            .. level.IsOncePerCustomer
                ? RelationshipAnswers.LastPerCustomer(
                    inPeriod,
                    at => answers[at].Customer == 0 ? null : answers[at].Customer,
                    at => answers[at].Order
                )
                : inPeriod,
        ];
    }

    /// <summary>Some of the answers, by the members that they belong to.</summary>
    /// <param name="dimension">As numbered in <see cref="KpiDimensions.All"/>.</param>
    public IEnumerable<(string Member, IReadOnlyCollection<NpsAnswer> Answers)> ByMember(
        IEnumerable<int> some,
        int dimension
    )
    {
        var (texts, of) = members[dimension];
        var byMember = new List<NpsAnswer>?[texts.Count];
        foreach (var at in some)
        {
            (byMember[of[at]] ??= []).Add(scores[at]);
        }
        for (var member = 0; member < texts.Count; member++)
        {
            if (byMember[member] is { } ofMember)
            {
                yield return (texts[member], ofMember);
            }
        }
    }

    private int FirstFrom(int day)
    {
        var (low, high) = (0, answers.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = answers[middle].Day < day ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private static string MemberOf(SurveyAnswer answer, int dimension, MemberTable members, MemberNames names) =>
        dimension == 1 && !string.IsNullOrEmpty(answer.Segment)
            ? answer.Segment
            : names.Name(dimension, members.Of(answer.Customer).At(answer.Day, dimension));

    private static (List<string> Texts, int[] Of) Numbered(IEnumerable<string> texts)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = new List<string>();
        var of = new List<int>();
        foreach (var text in texts)
        {
            if (!numbers.TryGetValue(text, out var number))
            {
                number = numbers[text] = known.Count;
                known.Add(text);
            }
            of.Add(number);
        }
        return (known, [.. of]);
    }
}
