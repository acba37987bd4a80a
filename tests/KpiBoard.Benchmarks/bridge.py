"""The monthly bridge by pandas, from the rows of the same database: what the refresh is compared with."""
import sqlite3
import sys

import pandas as pd

rows = pd.read_sql_query(
    "SELECT CustomerId, BookedOn, Amount FROM CurrentRevenueLine", sqlite3.connect(sys.argv[1])
)
rows["Month"] = rows["BookedOn"] // 100
known = rows[rows["CustomerId"] != 0]
amounts = known.groupby(["Month", "CustomerId"])["Amount"].sum().unstack()
first = known.groupby("CustomerId")["Month"].min()

bridge = []
for previous, month in zip(amounts.index, amounts.index[1:]):
    before, after = amounts.loc[previous], amounts.loc[month]
    both = before.notna() & after.notna()
    arrived = before.isna() & after.notna()
    is_new = arrived & (first.reindex(arrived.index) == month)
    change = (after - before)[both]
    bridge.append(
        {
            "month": month,
            "start": before.sum(),
            "new": after[is_new].sum(),
            "reactivated": after[arrived & ~is_new].sum(),
            "expansion": change[change > 0].sum(),
            "contraction": change[change < 0].sum(),
            "churned": -before[before.notna() & after.isna()].sum(),
            "end": after.sum(),
        }
    )
print(pd.DataFrame(bridge).to_csv(index=False))
