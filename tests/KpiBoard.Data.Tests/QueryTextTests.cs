using System.Reflection;
using System.Text.RegularExpressions;
using KpiBoard.Data.Audit;
using KpiBoard.Data.Tests.Schema;
using KpiBoard.Testing;
using KpiBoard.Web;
using KpiBoard.Web.Infrastructure.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace KpiBoard.Data.Tests;

/// <summary>Holds every constant whose name ends in Sql to the subset that both engines understand.</summary>
public sealed partial class QueryTextTests
{
    internal static readonly IReadOnlyList<(string Name, string Sql, bool IsOfOneEngine)> Queries =
    [
        .. new[] { typeof(KpiDatabase).Assembly, typeof(Product).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field =>
                field.IsLiteral
                && field.FieldType == typeof(string)
                && field.Name.EndsWith("Sql", StringComparison.Ordinal)
            )
            .Select(field =>
                (
                    $"{field.DeclaringType!.Name}.{field.Name}",
                    InList().Replace((string)field.GetRawConstantValue()!, "IN (@${list})"),
                    field.DeclaringType.IsAssignableTo(typeof(SqlDialect))
                )
            ),
    ];

    [Fact]
    public void EveryQuery_ParsesAsTransactSql()
    {
        Assert.NotEmpty(Queries);
        AssertNone(
            Queries.SelectMany(query =>
            {
                TransactSql.Parse(query.Sql, out var errors);
                return errors.Select(error => $"{query.Name}, {error}");
            })
        );
    }

    [Fact]
    public void EveryQuery_StaysInTheSharedSubset() =>
        AssertNone(
            Queries
                .Where(query => !query.IsOfOneEngine)
                .SelectMany(query =>
                {
                    var visitor = new DialectVisitor();
                    foreach (var statement in TransactSql.Parse(query.Sql, out _))
                    {
                        statement.Accept(visitor);
                    }
                    return visitor.Found.Select(what => $"{query.Name}: {what}");
                })
        );

    [Fact]
    public void EveryQuery_ComparesTextsOfOneCollation()
    {
        var schema = Collations.Schema(SqlServerSchema.Statements());
        AssertNone(
            Queries.SelectMany(query =>
                TransactSql
                    .Parse(query.Sql, out _)
                    .SelectMany(statement => Collations.Conflicts(statement, schema))
                    .Select(where => $"{query.Name}: {where}")
            )
        );
    }

    [Fact]
    public async Task EveryQuery_IsUnderstoodBySqlite()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var connection = await test.Database.Dialect.OpenAsync(CancellationToken.None);
        var errors = new List<string>();
        foreach (var query in Queries.Where(query => !query.IsOfOneEngine))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = query.Sql;
            try
            {
                await command.PrepareAsync();
            }
            catch (SqliteException error)
            {
                errors.Add($"{query.Name}: {error.Message}");
            }
        }

        AssertNone(errors);
    }

    [Fact]
    public void EveryWrite_IsInTheAuditOrHasAReasonNotToBe() =>
        AssertNone(
            Queries.SelectMany(query =>
            {
                var writes = new WriteVisitor();
                foreach (var statement in TransactSql.Parse(query.Sql, out _))
                {
                    statement.Accept(writes);
                }
                var table = AuditedStatement.WrittenTable(query.Sql);
                return
                    writes.Count == (table is null ? 0 : 1)
                    && (
                        table is null || AuditedTables.All.ContainsKey(table) || AuditedTables.Others.ContainsKey(table)
                    )
                    ? Array.Empty<string>()
                    : [$"{query.Name}: writes {table ?? "in a form that the audit does not see"}"];
            })
        );

    [Fact]
    public async Task EveryAuditedWrite_TellsWhichRowsItChanges()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var connection = await test.Database.Dialect.OpenAsync(CancellationToken.None);
        var statements = Queries
            .Select(query => (query.Name, Statement: AuditedStatement.Of(query.Sql, AuditedTables.All)))
            .Where(query => query.Statement is not null)
            .ToList();
        Assert.True(statements.Count > 80, $"Only {statements.Count} statements.");
        var errors = new List<string>();
        foreach (var (name, statement) in statements)
        {
            TransactSql.Parse(statement!.RowsQuery, out var found);
            errors.AddRange(found.Select(error => $"{name}: {error}"));
            await using var command = connection.CreateCommand();
            command.CommandText = statement.RowsQuery;
            try
            {
                await command.PrepareAsync();
            }
            catch (SqliteException error)
            {
                errors.Add($"{name}: {error.Message}");
            }
        }

        AssertNone(errors);
    }

    [Fact]
    public async Task EveryTable_IsAuditedOrHasAReasonNotToBe()
    {
        var schema = await SqliteSchema.ReadAsync();
        var tables = schema.Names.Where(name =>
            schema.Of(name).Any(line => line.StartsWith("column ", StringComparison.Ordinal))
        );

        Assert.Equal(tables.Order(), AuditedTables.All.Keys.Concat(AuditedTables.Others.Keys).Order());
    }

    /// <summary>Shows each finding in full.</summary>
    private static void AssertNone(IEnumerable<string> findings)
    {
        var all = string.Join(Environment.NewLine, findings);
        Assert.True(all.Length == 0, all);
    }

    /// <summary>Dapper writes a list parameter out in brackets.</summary>
    [GeneratedRegex(@"\bIN @(?<list>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex InList();

    private sealed class WriteVisitor : TSqlFragmentVisitor
    {
        public int Count { get; private set; }

        public override void Visit(DataModificationStatement node) => Count++;
    }

    /// <summary>Finds what T-SQL understands and SQLite does not, or understands otherwise.</summary>
    private sealed class DialectVisitor : TSqlFragmentVisitor
    {
        private static readonly HashSet<string> OwnFunctions = new(StringComparer.OrdinalIgnoreCase)
        {
            "GETDATE",
            "GETUTCDATE",
            "SYSUTCDATETIME",
            "ISNULL",
            "LEN",
            "CHARINDEX",
            "NEWID",
        };

        public List<string> Found { get; } = [];

        public override void Visit(TopRowFilter node) => Found.Add("TOP");

        public override void Visit(OffsetClause node) => Found.Add("OFFSET");

        public override void Visit(MergeStatement node) => Found.Add("MERGE");

        public override void Visit(TableHint node) => Found.Add("a table hint");

        public override void Visit(OutputClause node) => Found.Add("OUTPUT");

        public override void Visit(FunctionCall node)
        {
            if (OwnFunctions.Contains(node.FunctionName.Value))
            {
                Found.Add(node.FunctionName.Value);
            }
        }

        public override void Visit(SchemaObjectName node)
        {
            if (node.SchemaIdentifier is not null)
            {
                Found.Add($"the schema {node.SchemaIdentifier.Value}");
            }
        }

        public override void Visit(BinaryExpression node)
        {
            if (
                node.BinaryExpressionType == BinaryExpressionType.Add
                && (node.FirstExpression is StringLiteral || node.SecondExpression is StringLiteral)
            )
            {
                Found.Add("+ on text");
            }
        }
    }
}
