using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Board;
using KpiBoard.Web.Infrastructure.Figures;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class BoardWordsTests
{
    private const double Certain = 0.0001;
    private const double Noise = 0.6;

    [Theory]
    [InlineData(
        "en",
        "Customer churn really rose, most of all in Small business. Journey NPS really rose. "
            + "[Two more show no real change.] NPS, transaction is missing."
    )]
    [InlineData(
        "da",
        "Kundeafgangen er reelt steget, mest i Small business. Rejse-NPS er reelt steget. "
            + "[To andre viser ingen reel ændring.] NPS, transaktion mangler."
    )]
    [InlineData(
        "nb",
        "Kundefrafallet har reelt økt, mest i Small business. Reise-NPS har reelt økt. "
            + "[To andre viser ingen reell endring.] NPS, transaksjon mangler."
    )]
    public void Lead_TwoRealChanges_NamesThemTheWorseFirstAndSaysWhere(string language, string expected) =>
        Assert.Equal(
            expected,
            Lead(
                language,
                [
                    .. BoardRows.Series(KpiCodes.NpsJourney, 19, 27, 4, Certain, 1204),
                    .. BoardRows.Series(KpiCodes.NpsRelationship, 30, 31, 3, Noise, 1842),
                    .. BoardRows.GoneSilent(KpiCodes.NpsTransaction),
                    BoardRows.Absent(KpiCodes.ShareOfWallet, "no estimates"),
                    .. BoardRows.Series(KpiCodes.LogoChurn, 0.013, 0.022, 0.006, Certain, 2047),
                    .. BoardRows.Series(KpiCodes.NetRevenueRetention, 0.988, 0.986, 0.01, Noise, 2047),
                ],
                [
                    .. BoardRows.Series(
                        KpiCodes.LogoChurn,
                        0.017,
                        0.04,
                        0.013,
                        Certain,
                        902,
                        "segment",
                        "Small business"
                    ),
                    .. BoardRows.Series(KpiCodes.LogoChurn, 0.011, 0.013, 0.011, Noise, 462, "segment", "Mid-size"),
                ]
            )
        );

    [Theory]
    [InlineData("en", "Nothing really changed in Oct 2026. [One figure shows no real change.]")]
    [InlineData("da", "Intet har reelt ændret sig i okt. 2026. [Ét nøgletal viser ingen reel ændring.]")]
    [InlineData("nb", "Ingenting har reelt endret seg i okt. 2026. [Ett nøkkeltall viser ingen reell endring.]")]
    public void Lead_OnlyNoise_SaysThatNothingReallyChanged(string language, string expected) =>
        Assert.Equal(expected, Lead(language, [.. BoardRows.Series(KpiCodes.NpsJourney, 19, 20, 4, Noise, 1204)], []));

    [Theory]
    [InlineData("en", "No figure can be computed yet from what has been imported.")]
    [InlineData("da", "Intet nøgletal kan endnu beregnes af det, der er importeret.")]
    [InlineData("nb", "Ingen nøkkeltall kan beregnes ennå av det som er importert.")]
    public void Lead_EverythingAbsent_SaysSo(string language, string expected) =>
        Assert.Equal(expected, Lead(language, [BoardRows.Absent(KpiCodes.NpsJourney, "no responses")], []));

    [Fact]
    public void Lead_GrossRetentionAndItsComplement_AreToldOnce() =>
        Assert.Equal(
            "Gross revenue retention really fell.",
            Lead(
                "en",
                [
                    .. BoardRows.Series(KpiCodes.GrossRevenueRetention, 0.96, 0.93, 0.01, Certain, 2047),
                    .. BoardRows.Series(KpiCodes.RevenueChurn, 0.04, 0.07, 0.01, Certain, 2047),
                ],
                []
            )
        );

    [Fact]
    public void Lead_FewAnswers_IsNotJudgedHoweverSmallThePValue() =>
        Assert.Equal(
            "Nothing really changed in Oct 2026. [One cannot be judged yet.]",
            Lead("en", [.. BoardRows.Series(KpiCodes.NpsJourney, 0, 80, 30, Certain, 29)], [])
        );

    private static string Lead(string language, IReadOnlyList<FigureRow> company, IReadOnlyList<FigureRow> members)
    {
        var figures = Speaking.Figures(language);
        var data = new BoardData(Grain.Month) { Company = company, Members = members };
        var shown = BoardFigures.Of(data, figures.Context.Calendar, figures.NameOfMember);
        // Figures without any row are left out: what is asked here is how the others are told.
        var known = shown.Shown.Where(figure => figure.Series.Points.Count > 0).ToList();
        var lead = new BoardWords(Speaking.Board, figures).Lead(
            shown.NewsOf(known),
            figures.Context.Period(shown.Latest!.Value)
        );
        return string.Join(' ', lead.Select(part => part.IsSoft ? $"[{part.Text}]" : part.Text));
    }
}
