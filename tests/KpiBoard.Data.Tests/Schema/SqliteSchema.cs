using Dapper;
using KpiBoard.Testing;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace KpiBoard.Data.Tests.Schema;

/// <summary>The schema as it stands in a database file that the migrations have made.</summary>
internal static class SqliteSchema
{
    public static async Task<SchemaDescription> ReadAsync()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var connection = await test.Database.Dialect.OpenAsync(CancellationToken.None);
        var objects = (
            await connection.QueryAsync<(string Type, string Name, string Table, string Sql)>(
                "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type DESC"
            )
        ).AsList();
        var schema = new SchemaDescription();
        foreach (var (_, name, _, sql) in objects.Where(found => found.Type == "view"))
        {
            schema.View(name, TransactSql.Text(TransactSql.Parse(sql, out _).Single()));
        }
        foreach (var (_, table, _, _) in objects.Where(found => found.Type == "table"))
        {
            schema.AddObject(table);
            var columns = (
                await connection.QueryAsync<(string Name, string Type, bool NotNull, int Key)>(
                    "SELECT name, type, [notnull], pk FROM pragma_table_info(@table)",
                    new { table }
                )
            ).AsList();
            columns.ForEach(column => schema.Column(table, column.Name, Kind(column.Type), !column.NotNull));
            var computed = await connection.QueryAsync<string>(
                "SELECT name FROM pragma_table_xinfo(@table) WHERE hidden IN (2, 3)",
                new { table }
            );
            foreach (var column in computed)
            {
                schema.Column(table, column, "computed", true);
            }
            schema.PrimaryKey(table, columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Name));
            var references = await connection.QueryAsync<(long Id, string From, string Target, string To)>(
                "SELECT id, [from], [table], [to] FROM pragma_foreign_key_list(@table) ORDER BY id, seq",
                new { table }
            );
            foreach (var key in references.GroupBy(reference => (reference.Id, reference.Target)))
            {
                schema.ForeignKey(table, key.Select(k => k.From), key.Key.Target, key.Select(k => k.To));
            }
        }
        // SQLite tells an index's filter only in its text, which is T-SQL as well.
        foreach (var (_, _, _, sql) in objects.Where(found => found.Type == "index"))
        {
            SqlServerSchema.Add(schema, (CreateIndexStatement)TransactSql.Parse(sql, out _).Single());
        }
        return schema;
    }

    private static string Kind(string type) =>
        type switch
        {
            "INTEGER" => "integer",
            "REAL" => "real",
            "TEXT" => "text",
            "BLOB" => "bytes",
            _ => throw new NotSupportedException($"STRICT tables have no type {type}."),
        };
}
