using System.Globalization;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.UnitValues.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>Puts the list and the form into the reader's words.</summary>
public sealed class UnitValueComposer(
    UnitValuePageQueries queries,
    Formats formats,
    IStringLocalizer<UnitValuesText> text
)
{
    public async Task<UnitValueList> ListAsync(
        UnitValueSituation situation,
        VisibleUnits units,
        long? removed,
        CancellationToken ct
    )
    {
        var gone = removed is { } id ? await queries.FindAsync(id, ct) : null;
        var shown = gone is { IsInForce: false } && units.Includes(gone.Dimension, gone.Member) ? gone : null;
        return new(
            [.. Keys(situation, units).Select(key => Line(situation, key))],
            shown?.Id,
            shown is null ? "" : situation.Words.Subject(shown.Key)
        )
        {
            HasCurrency = situation.Values.Currency is not null,
        };
    }

    /// <summary>Every figure of the company, and the members that something was set for or is worked on.</summary>
    public static IEnumerable<UnitValueKey> Keys(UnitValueSituation situation, VisibleUnits units)
    {
        var members = situation
            .Values.Set.Where(row => units.Includes(row.Dimension, row.Member))
            .Select(row => new UnitValueKey(row.Kpi, row.Dimension, row.Member))
            .Concat(situation.Links.Select(link => link.Key))
            .Where(key => key.Dimension.Length > 0)
            .Distinct()
            .ToLookup(key => key.Kpi);
        return situation
            .Figures.All.Where(kpi => kpi.Good != GoodDirection.Neither)
            .SelectMany(kpi =>
                members[kpi.Code]
                    .OrderBy(key => key.Dimension, StringComparer.Ordinal)
                    .ThenBy(key => key.Member, StringComparer.Ordinal)
                    .Prepend(new UnitValueKey(kpi.Code, "", ""))
            );
    }

    private UnitValueLine Line(UnitValueSituation situation, UnitValueKey key)
    {
        var words = situation.Words;
        var worth = situation.Values.Of(key.Kpi, key.Dimension, key.Member);
        return new(key, words.Name(key.Kpi), words.Who(key), worth)
        {
            Says = worth.Amount is { } amount ? words.Amount(amount) : "",
            Unit = words.Unit(worth.Unit),
            Origin = worth.IsKnown ? words.Origin(worth) : "",
            Source = words.Source(key, worth),
            Typed = UnitValueWords.Typed(worth),
            Beside = Beside(worth, words),
            Through =
                MoneyDriver.Of(key.Kpi) is null && worth.Set?.Through is { } through
                    ? text["Through", words.Name(through)].Value
                    : null,
            Stale = words.IsStale(worth) ? words.Stale(worth.Set!) : null,
            Edit = UnitValuesController.EditAddress(key),
        };
    }

    /// <summary>"Computed: DKK 1.4 m, the set value is 12% above".</summary>
    private string? Beside(UnitWorth worth, UnitValueWords words)
    {
        if (worth is not { Origin: UnitWorthOrigin.Set, Computed: { } computed })
        {
            return null;
        }
        var difference = (double)(worth.Amount!.Value / computed.Amount) - 1;
        return text["Beside", words.Amount(computed.Amount), formats.PercentChange(difference, 0)];
    }

    public async Task<UnitValueEdit> EditAsync(
        UnitValueSituation situation,
        UnitValueForm form,
        VisibleUnits units,
        CancellationToken ct
    )
    {
        var words = situation.Words;
        var page = await ChoicesAsync(situation, form, units, ct);
        if (!situation.Figures.TryGet(form.Kpi, out var kpi))
        {
            return page;
        }
        var key = form.Key;
        var worth = situation.Values.Of(key.Kpi, key.Dimension, key.Member);
        var set = situation.Values.SetFor(key.Kpi, key.Dimension, key.Member);
        return page with
        {
            Subject = words.Subject(key),
            Unit = words.Unit(kpi.Unit),
            Currency = words.Currency,
            Now = words.Worth(worth),
            Source = words.Source(key, worth),
            Typed = UnitValueWords.Typed(worth),
            Computed = worth is { Origin: UnitWorthOrigin.Set, Computed: { } computed }
                ? text["Computed.Beside", words.Amount(computed.Amount), words.Formula(key, computed)].Value
                : null,
            InForce = set?.Id,
            AsksThrough = MoneyDriver.Of(key.Kpi) is null,
            History =
            [
                .. (await queries.VersionsAsync(key, ct)).Select(version => new UnitValueHistory(
                    formats.Whole(version.Version),
                    words.Amount(version.Amount.ToDecimal(), version.Currency),
                    words.Source(version),
                    version.Source,
                    text["SetBy", words.Figures.Context.Time(version.SetAt), version.SetBy],
                    version.EndedAt is { } at
                        ? text["SetBy", words.Figures.Context.Time(at), version.EndedBy ?? ""]
                        : "",
                    version.IsInForce
                )),
            ],
        };
    }

    private async Task<UnitValueEdit> ChoicesAsync(
        UnitValueSituation situation,
        UnitValueForm form,
        VisibleUnits units,
        CancellationToken ct
    )
    {
        var words = situation.Words;
        return new(form)
        {
            Kpis =
            [
                .. situation
                    .Figures.All.Where(kpi => kpi.Good != GoodDirection.Neither)
                    .Select(kpi => new UnitValueOption(kpi.Code, words.Figures.Name(kpi), kpi.Code == form.Kpi)),
            ],
            Members =
            [
                .. (await queries.MembersAsync(ct))
                    .Where(row => units.Includes(row.Dimension, row.Member))
                    .GroupBy(row => row.Dimension)
                    .OrderBy(group => KpiDimensions.All.ToList().IndexOf(group.Key))
                    .Select(group =>
                        (
                            text[$"Dimension.{group.Key}"].Value,
                            (IReadOnlyList<UnitValueOption>)
                                [
                                    .. group.Select(row => new UnitValueOption(
                                        row.Text,
                                        words.Figures.NameOfMember(row.Member),
                                        row.Text == form.Member
                                    )),
                                ]
                        )
                    ),
            ],
            Through =
            [
                .. MoneyDriver.AllFigures.Select(code => new UnitValueOption(
                    code,
                    words.Name(code),
                    code == form.Through
                )),
            ],
            People =
            [
                .. (await queries.PeopleAsync(ct)).Select(person => new UnitValueOption(
                    person.Id.ToString(CultureInfo.InvariantCulture),
                    person.Name,
                    person.Id == form.OwnerId
                )),
            ],
        };
    }
}
