using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Finding;

/// <summary>What erasing does to the rows of a table, in a word that the page has a sentence for.</summary>
public static class PersonFate
{
    public static string Of(string table)
    {
        var plan = PersonalTables.All[table];
        return table == PersonalTables.Audit ? "emptied"
            : plan.RowGoes ? "removed"
            : plan.Customers.Count > 0 && plan.IsChanged ? "pseudonym"
            : plan.Customers.Count > 0 ? "kept"
            : "redacted";
    }
}
