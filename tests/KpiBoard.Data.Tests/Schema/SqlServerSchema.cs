using KpiBoard.Data.Migrations;
using KpiBoard.Testing;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace KpiBoard.Data.Tests.Schema;

/// <summary>The schema that the SQL Server migrations describe, followed statement by statement.</summary>
internal static class SqlServerSchema
{
    public static SchemaDescription Read()
    {
        var schema = new SchemaDescription();
        foreach (var statement in Statements())
        {
            switch (statement)
            {
                case CreateTableStatement table:
                    schema.AddObject(Name(table.SchemaObjectName));
                    Add(schema, Name(table.SchemaObjectName), table.Definition);
                    break;
                case AlterTableAddTableElementStatement table:
                    Add(schema, Name(table.SchemaObjectName), table.Definition);
                    break;
                case CreateIndexStatement index:
                    Add(schema, index);
                    break;
                case CreateViewStatement view:
                    // SQLite has one collation, so that its view has none to change.
                    var text = TransactSql
                        .Text(view)
                        .Replace(" COLLATE DATABASE_DEFAULT", "", StringComparison.Ordinal);
                    schema.View(Name(view.SchemaObjectName), text);
                    break;
                case DropTableStatement drop:
                    foreach (var gone in drop.Objects)
                    {
                        schema.RemoveObject(Name(gone));
                    }
                    break;
                // A columnstore is an index of SQL Server's own that changes no result.
                case CreateColumnStoreIndexStatement:
                case DataModificationStatement:
                    break;
                default:
                    throw new NotSupportedException($"The comparison does not follow {statement.GetType().Name} yet.");
            }
        }
        return schema;
    }

    /// <summary>The text columns by which rows are told apart, with the collation each has.</summary>
    public static IEnumerable<(string Column, string? Collation)> KeyCollations()
    {
        var tables = Statements().OfType<CreateTableStatement>().ToList();
        var unique = Statements().OfType<CreateIndexStatement>().Where(index => index.Unique).ToList();
        foreach (var table in tables)
        {
            var name = Name(table.SchemaObjectName);
            var keys = Keys(table.Definition)
                .Concat(unique.Where(index => Name(index.OnName) == name).SelectMany(index => Columns(index.Columns)))
                .ToHashSet();
            foreach (var column in table.Definition.ColumnDefinitions)
            {
                if (keys.Contains(column.ColumnIdentifier.Value) && KindOf(column.DataType) == "text")
                {
                    yield return ($"{name}.{column.ColumnIdentifier.Value}", column.Collation?.Value);
                }
            }
        }
    }

    public static void Add(SchemaDescription schema, CreateIndexStatement index) =>
        schema.Index(
            Name(index.OnName),
            index.Name.Value,
            index.Unique,
            Columns(index.Columns),
            index.FilterPredicate is { } filter ? $"where {TransactSql.Text(filter)}" : ""
        );

    public static IEnumerable<TSqlStatement> Statements() =>
        Migration
            .For(TestDatabase.SqlServer)
            .SelectMany(migration => migration.Batches)
            .SelectMany(batch => TransactSql.Parse(batch, out _));

    private static void Add(SchemaDescription schema, string table, TableDefinition definition)
    {
        foreach (var column in definition.ColumnDefinitions)
        {
            var nullable = column.Constraints.OfType<NullableConstraintDefinition>().SingleOrDefault();
            var kind = column.ComputedColumnExpression is null ? KindOf(column.DataType) : "computed";
            schema.Column(table, column.ColumnIdentifier.Value, kind, nullable?.Nullable ?? true);
            foreach (var key in column.Constraints.OfType<ForeignKeyConstraintDefinition>())
            {
                AddForeignKey(schema, table, key, [column.ColumnIdentifier.Value]);
            }
        }
        foreach (var key in definition.TableConstraints.OfType<ForeignKeyConstraintDefinition>())
        {
            AddForeignKey(schema, table, key, key.Columns.Select(column => column.Value));
        }
        if (Keys(definition).ToList() is { Count: > 0 } primary)
        {
            schema.PrimaryKey(table, primary);
        }
    }

    private static void AddForeignKey(
        SchemaDescription schema,
        string table,
        ForeignKeyConstraintDefinition key,
        IEnumerable<string> columns
    ) =>
        schema.ForeignKey(
            table,
            columns,
            Name(key.ReferenceTableName),
            key.ReferencedTableColumns.Select(column => column.Value)
        );

    private static IEnumerable<string> Keys(TableDefinition definition) =>
        definition
            .TableConstraints.OfType<UniqueConstraintDefinition>()
            .Where(constraint => constraint.IsPrimaryKey)
            .SelectMany(constraint => Columns(constraint.Columns))
            .Concat(
                definition
                    .ColumnDefinitions.Where(column =>
                        column.Constraints.OfType<UniqueConstraintDefinition>().Any(c => c.IsPrimaryKey)
                    )
                    .Select(column => column.ColumnIdentifier.Value)
            );

    private static IEnumerable<string> Columns(IEnumerable<ColumnWithSortOrder> columns) =>
        columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value);

    private static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;

    private static string KindOf(DataTypeReference type) =>
        ((SqlDataTypeReference)type).SqlDataTypeOption switch
        {
            SqlDataTypeOption.BigInt or SqlDataTypeOption.Int or SqlDataTypeOption.SmallInt or SqlDataTypeOption.Bit =>
                "integer",
            SqlDataTypeOption.Float or SqlDataTypeOption.Real => "real",
            SqlDataTypeOption.NVarChar or SqlDataTypeOption.NChar or SqlDataTypeOption.DateTime2 => "text",
            SqlDataTypeOption.VarBinary or SqlDataTypeOption.Binary => "bytes",
            var other => throw new NotSupportedException($"db/README.md has no counterpart of {other} in SQLite."),
        };
}
