using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>Fills the form with what there is to choose.</summary>
public sealed class FigureFilters(IStringLocalizer<KpiText> text, FigureWords figures)
{
    private const int RunsOffered = 20;

    private FigureContext Context => figures.Context;

    public FigureFilter Of(FigureChoice choice, FigurePageData data, IReadOnlyList<FigurePoint> known) =>
        new()
        {
            Grains =
            [
                .. Grains.All.Select(grain => new FilterOption(
                    grain.Text(),
                    figures.Name(grain),
                    grain == choice.Grain
                )),
            ],
            Members = [.. KpiDimensions.All.Select(dimension => Members(dimension, choice, data))],
            From = Periods(known, choice.From, known.Count > 0 ? known[0].Period : null),
            To = Periods(known, choice.To, known.Count > 0 ? known[^1].Period : null),
            Known = Known(choice, data),
        };

    private (string, IReadOnlyList<FilterOption>) Members(string dimension, FigureChoice choice, FigurePageData data)
    {
        var group = dimension switch
        {
            KpiDimensions.Segment => text["Segments"],
            KpiDimensions.Region => text["Regions"],
            _ => text["Units"],
        };
        var members = data
            .Members.Where(point => point.Dimension == dimension)
            .Select(point => point.Member!)
            .Union(choice.Dimension == dimension ? [choice.Member] : []);
        return (
            group,
            [
                .. members.Select(member => new FilterOption(
                    FigureChoice.MemberText(dimension, member),
                    figures.NameOfMember(member),
                    choice.Dimension == dimension && choice.Member == member
                )),
            ]
        );
    }

    /// <summary>The end that shows everything has no value: a link without it moves on with time.</summary>
    private List<FilterOption> Periods(IReadOnlyList<FigurePoint> known, Period? chosen, Period? everything) =>
        [
            .. known.Select(point => new FilterOption(
                point.Period == everything ? "" : Context.Calendar.Text(point.Period),
                Context.Period(point.Period),
                point.Period == (chosen ?? everything)
            )),
        ];

    private List<FilterOption> Known(FigureChoice choice, FigurePageData data)
    {
        var now = data.Runs.FirstOrDefault();
        List<FilterOption> options =
        [
            new("", now is null ? "" : text["KnownNow", Context.Time(now.FinishedAt)], choice.AsKnownAt is null),
            .. data
                .Runs.Skip(1)
                .Take(RunsOffered)
                .Select(run => new FilterOption(
                    FigureChoice.Text(run.FinishedAt),
                    Context.Time(run.FinishedAt),
                    choice.AsKnownAt == run.FinishedAt
                )),
        ];
        return choice.AsKnownAt is { } at && !options.Any(option => option.IsSelected)
            ? [.. options, new(FigureChoice.Text(at), Context.Time(at), IsSelected: true)]
            : options;
    }
}
