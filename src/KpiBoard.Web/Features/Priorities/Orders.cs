namespace KpiBoard.Web.Features.Priorities;

/// <summary>Orders are lists of keys.</summary>
public static class Orders
{
    /// <summary>The place from 0; -1 for what is not in the order.</summary>
    public static int IndexOf(this IReadOnlyList<string> order, string key)
    {
        for (var at = 0; at < order.Count; at++)
        {
            if (order[at] == key)
            {
                return at;
            }
        }
        return -1;
    }
}
