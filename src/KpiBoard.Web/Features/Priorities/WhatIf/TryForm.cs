using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>What somebody typed in the fields, as changes.</summary>
public sealed class TryForm(Situation now, PriorityWords words, IStringLocalizer<WhatIfText> text)
{
    private readonly TryScale scale = new(now, words);

    /// <summary>The changes after what was typed. A field that was left as it stood changes nothing.</summary>
    /// <param name="before">What was tried before.</param>
    /// <param name="errors">Gets what cannot be read.</param>
    public ScenarioChanges Read(IFormCollection form, ScenarioChanges before, ModelStateDictionary errors)
    {
        var changes = before;
        foreach (var one in now.Input.Initiatives)
        {
            if (!form.ContainsKey(TryNames.Of(ScenarioField.Effort, one.Key)))
            {
                continue; // opened since the page was read
            }
            var contender = now.Find(one.Key)!;
            var leaves = new ScenarioChange(ScenarioField.LeaveOut, one.Key);
            changes = form.ContainsKey(TryNames.Out(one.Key)) ? changes.With(leaves) : changes.Without(leaves);
            Number(ScenarioField.Effort, one.Key, contender.DaysLeft, scale.Plain);
            Number(ScenarioField.Cost, one.Key, one.Cost, scale.Plain);
            foreach (var link in one.Links.DistinctBy(link => link.Goal))
            {
                Effect(one.Key, link);
            }
        }
        foreach (var goal in now.Input.Goals)
        {
            Number(ScenarioField.UnitValue, goal.Key, goal.UnitValue, scale.OfValue(goal.Key));
            Number(ScenarioField.Target, goal.Key, goal.Target, scale.OfFigure(goal.Key));
        }
        foreach (var unit in TryScale.Units(now, before))
        {
            Number(ScenarioField.Capacity, unit, TryScale.DaysOf(now, unit), scale.Plain);
        }
        return changes;

        void Number(ScenarioField field, string of, double? today, TriedNumber number)
        {
            var name = TryNames.Of(field, of);
            var change = new ScenarioChange(field, of);
            var typed = form[name].ToString().Trim();
            if (!form.ContainsKey(name) || typed == number.Show(before.Find(field, of)?.Value ?? today))
            {
                return;
            }
            if (typed.Length == 0 || typed == number.Show(today))
            {
                changes = changes.Without(change);
            }
            else if (number.Parse(typed) is { } value && (change with { Value = value }).IsSound)
            {
                changes = changes.With(change with { Value = value });
            }
            else
            {
                errors.AddModelError(name, text[field == ScenarioField.Target ? "Invalid.Effect" : "Invalid.Number"]);
            }
        }

        void Effect(string of, EffectLink link)
        {
            var names = TryNames.EffectParts.Select(part => TryNames.Effect(part, of, link.Goal)).ToList();
            if (!names.TrueForAll(form.ContainsKey))
            {
                return;
            }
            var number = scale.OfFigure(link.Goal);
            var change = new ScenarioChange(ScenarioField.Effect, of) { Goal = link.Goal };
            var typed = names.ConvertAll(name => form[name].ToString().Trim());
            var tried = before.Find(ScenarioField.Effect, of, link.Goal);
            if (typed.SequenceEqual(TryScale.Numbers(tried, link).Select(number.Show)))
            {
                return;
            }
            if (
                typed.TrueForAll(one => one.Length == 0)
                || typed.SequenceEqual(TryScale.Numbers(null, link).Select(number.Show))
            )
            {
                changes = changes.Without(change);
                return;
            }
            var values = typed.ConvertAll(one => number.Parse(one));
            foreach (var (at, _) in values.Index().Where(value => value.Item is null))
            {
                errors.AddModelError(names[at], text["Invalid.Effect"]);
            }
            var wanted = change with { Low = values[0], Value = values[1], High = values[2] };
            if (wanted.IsSound)
            {
                changes = changes.With(wanted);
            }
            else if (!values.Contains(null))
            {
                errors.AddModelError(names[1], text["Invalid.Likely"]);
            }
        }
    }
}
