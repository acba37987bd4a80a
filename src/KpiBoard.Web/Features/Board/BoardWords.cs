using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>A part of the opening sentence; what is soft is there for completeness.</summary>
public sealed record LeadPart(string Text, bool IsSoft = false);

/// <summary>The board's sentences, as a person would say them.</summary>
public sealed class BoardWords(IStringLocalizer<BoardText> text, FigureWords figures)
{
    private const int MostNamed = 3;

    /// <summary>The answer first: what really changed and where, how much did not, what is missing.</summary>
    public IReadOnlyList<LeadPart> Lead(BoardNews news, string period)
    {
        if (news.Real.Count + news.Unusual.Count + news.NoRealChange + news.NotJudged == 0)
        {
            return [new(text["LeadAllAbsent"])];
        }

        var named = news.Real.Take(MostNamed).Select(change => new LeadPart(Sentence(change)));
        var more = Counted("LeadMoreReal", Math.Max(0, news.Real.Count - MostNamed));
        // What left its usual range did change, even where nothing can be tested against chance.
        var none = news.Real.Count + news.Unusual.Count == 0 ? text["LeadNothingReal", period].Value : null;
        var unusual = news.Unusual.Select(series =>
            Sentence(figures.Movement(series, Verdict.Unusual, series.OutsideUsual > 0))
        );
        var flat = Counted(news.Real.Count == 0 ? "LeadFlat" : "LeadMoreFlat", news.NoRealChange);
        string?[] afterNamed = [more, none, .. unusual];
        string?[] soft = [flat, Counted("LeadNotJudged", news.NotJudged)];
        return
        [
            .. named,
            .. afterNamed.OfType<string>().Select(part => new LeadPart(part)),
            .. soft.OfType<string>().Select(part => new LeadPart(part, IsSoft: true)),
            .. Absent(news.Absent),
        ];
    }

    /// <summary>How many proposals wait; nothing where none does.</summary>
    public IEnumerable<LeadPart> ToDecide(int open) =>
        Counted("LeadDecide", open) is { } sentence ? [new(sentence)] : [];

    private string Sentence(RealChange change)
    {
        var movement = figures.Movement(change.Series, change.Verdict, change.IsUp);
        return change.Where is { } where ? text["LeadWhere", movement, where.Name] : Sentence(movement);
    }

    private string Sentence(string clause) => text.Sentence("LeadSentence", clause);

    private IEnumerable<LeadPart> Absent(IReadOnlyList<FigureSeries> absent)
    {
        object[] names = [.. absent.Select(series => figures.Name(series.Kpi))];
        return names.Length switch
        {
            0 => [],
            1 => [new(text["LeadAbsent.One", names])],
            2 => [new(text["LeadAbsent.Two", names])],
            _ => [new(Counted("LeadAbsent", names.Length)!)],
        };
    }

    /// <summary>The sentence for one or for many, with the number in words at its beginning; none for none.</summary>
    private string? Counted(string key, int number) =>
        number switch
        {
            0 => null,
            1 => text[$"{key}.One", AtBeginning(number)].Value,
            _ => text[$"{key}.Many", AtBeginning(number)].Value,
        };

    private string AtBeginning(int number)
    {
        var words = text["NumberWords"].Value.Split(' ');
        if (number >= words.Length)
        {
            return figures.Context.Formats.Whole(number);
        }

        var word = words[number];
        return char.ToUpperInvariant(word[0]) + word[1..];
    }
}
