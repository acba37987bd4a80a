namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>A customer before and after, and the months and days from which its bridges may differ.</summary>
/// <param name="Months">Whose cells changed, or that were or are its first; yyyymm.</param>
/// <param name="MembersFrom">The first day with other members, yyyymmdd.</param>
internal sealed record TouchedCustomer(long Id, IReadOnlyCollection<int> Months, int? MembersFrom)
{
    public required FirstMonths FirstWas { get; init; }

    public required FirstMonths FirstIs { get; init; }

    public required MemberHistory MembersWere { get; init; }

    public required MemberHistory MembersAre { get; init; }
}

/// <summary>The customers that a run touches.</summary>
/// <param name="Before">Their stored cells, as far back and ahead as the changes reach; customer 0 is left out.</param>
/// <param name="After">The same after the changes.</param>
internal sealed record TouchedCustomers(CellTable Before, CellTable After, IReadOnlyList<TouchedCustomer> All)
{
    /// <summary>Puts together what changes for each customer.</summary>
    /// <param name="before">For whom members change: all cells. For others those from one month to another.</param>
    /// <param name="firsts">The stored first months of those others.</param>
    public static TouchedCustomers Of(
        CellTable before,
        IReadOnlyList<CellChange> cellChanges,
        (int From, int To) window,
        IReadOnlyDictionary<long, FirstMonths> firsts,
        MemberTable members,
        IReadOnlyList<MemberChange> memberChanges
    )
    {
        var after = before.With(cellChanges);
        var months = cellChanges.Select(change => change.Place).ToLookup(place => place.Customer, place => place.Month);
        var moved = memberChanges.ToDictionary(change => change.Customer);
        var touched = months
            .Select(customer => customer.Key)
            .Union(moved.Keys)
            .Where(customer => customer != 0)
            .Select(customer =>
            {
                var move = moved.GetValueOrDefault(customer);
                var (was, now) = Firsts(customer, move is not null);
                return new TouchedCustomer(
                    customer,
                    [
                        .. months[customer]
                            .Concat(Moved(was.Revenue, now.Revenue))
                            .Concat(Moved(was.Margin, now.Margin))
                            .Distinct(),
                    ],
                    move?.Was.FirstDifference(move.Now)
                )
                {
                    FirstWas = was,
                    FirstIs = now,
                    MembersWere = move?.Was ?? members.Of(customer),
                    MembersAre = move?.Now ?? members.Of(customer),
                };
            });
        return new(before, after, [.. touched]);

        (FirstMonths Was, FirstMonths Now) Firsts(long customer, bool isWhole)
        {
            var known = FirstMonths.Of(after.Of(customer));
            if (isWhole)
            {
                return (FirstMonths.Of(before.Of(customer)), known);
            }
            var was = firsts.GetValueOrDefault(customer);
            return (was, new(FirstOf(was.Revenue, known.Revenue), FirstOf(was.Margin, known.Margin)));
        }

        // A beginning outside the cells at hand stands, unless there is now an earlier one.
        int FirstOf(int was, int known) =>
            was == 0 || (was >= window.From && was <= window.To) ? known
            : known == 0 ? was
            : Math.Min(was, known);
    }

    private static int[] Moved(int was, int now) =>
        was == now ? [] : [.. new[] { was, now }.Where(month => month != 0)];
}
