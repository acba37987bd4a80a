using KpiBoard.Data.Tests.Schema;
using KpiBoard.Web.Infrastructure.PersonalData;
using Xunit;

namespace KpiBoard.Data.Tests;

/// <summary>Holds what is said of personal data to the schema, so that no table is forgotten.</summary>
public sealed class PersonalTablesTests
{
    [Fact]
    public async Task EveryTable_HoldsCustomersDataOrHasAReasonNotTo()
    {
        var schema = await SqliteSchema.ReadAsync();
        var tables = schema.Names.Where(name => Columns(schema, name).Any());

        Assert.Equal(tables.Order(), PersonalTables.All.Keys.Concat(PersonalTables.Others.Keys).Order());
    }

    [Fact]
    public async Task EveryColumn_ThatIsNamed_IsThere()
    {
        var schema = await SqliteSchema.ReadAsync();

        var missing = PersonalTables.All.SelectMany(table =>
            table.Value.Columns.Except(Columns(schema, table.Key)).Select(column => $"{table.Key}.{column}")
        );

        Assert.Empty(missing);
    }

    [Fact]
    public async Task EveryColumnWithACustomersNumber_IsNamed()
    {
        var schema = await SqliteSchema.ReadAsync();
        string[] numbers = ["CustomerId", "CountedAs", "FromId", "ToId"];

        var forgotten = schema
            .Names.Where(name => Columns(schema, name).Intersect(numbers).Any())
            .Except(PersonalTables.All.Keys)
            .Where(name => !name.StartsWith("Visible", StringComparison.Ordinal));

        Assert.DoesNotContain(forgotten, name => !name.StartsWith("Current", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Columns(SchemaDescription schema, string table) =>
        schema
            .Of(table)
            .Where(line => line.StartsWith("column ", StringComparison.Ordinal))
            .Select(line => line["column ".Length..].Split(' ')[0].Trim('[', ']', ':'));
}
