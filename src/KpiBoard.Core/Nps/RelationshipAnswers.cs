namespace KpiBoard.Core.Nps;

/// <summary>Which answers make up <c>nps.relationship</c>.</summary>
public static class RelationshipAnswers
{
    /// <summary>
    /// Of one period's answers the last of each identified customer, and every unidentified one.
    /// </summary>
    /// <param name="order">What is greatest for the last answer; time and then id, so that none are equal.</param>
    public static IEnumerable<T> LastPerCustomer<T, TOrder>(
        IEnumerable<T> answers,
        Func<T, long?> customer,
        Func<T, TOrder> order
    )
        where TOrder : IComparable<TOrder>
    {
        var last = new Dictionary<long, (T Answer, TOrder Order)>();
        foreach (var answer in answers)
        {
            if (customer(answer) is not { } id)
            {
                yield return answer;
                continue;
            }

            var at = order(answer);
            if (!last.TryGetValue(id, out var known) || at.CompareTo(known.Order) > 0)
            {
                last[id] = (answer, at);
            }
        }

        foreach (var (answer, _) in last.Values)
        {
            yield return answer;
        }
    }
}
