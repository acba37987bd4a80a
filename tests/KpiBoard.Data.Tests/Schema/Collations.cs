using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace KpiBoard.Data.Tests.Schema;

/// <summary>
/// Finds where a statement compares or joins together texts of columns with different collations. SQL Server refuses
/// such a statement as a whole; other servers that speak T-SQL, and SQLite, do not.
/// </summary>
internal sealed class Collations : TSqlFragmentVisitor
{
    /// <summary>Functions whose result is text of their arguments.</summary>
    private static readonly HashSet<string> Passing = new(
        ["MIN", "MAX", "LOWER", "UPPER", "REPLACE", "CONCAT", "SUBSTRING", "TRIM", "LTRIM", "RTRIM", "LAG", "LEAD"],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly Dictionary<string, List<Column>> tables;
    private readonly Stack<Dictionary<string, List<Column>>> scopes = new();

    private Collations(Dictionary<string, List<Column>> tables) => this.tables = tables;

    private SortedSet<string> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>The columns that statements read, by table and view, of a schema's statements.</summary>
    public static IReadOnlyDictionary<string, List<Column>> Schema(IEnumerable<TSqlStatement> statements)
    {
        var known = new Dictionary<string, List<Column>>(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case CreateTableStatement table:
                    known[table.SchemaObjectName.BaseIdentifier.Value] = Columns(table.Definition);
                    break;
                case AlterTableAddTableElementStatement table:
                    known[table.SchemaObjectName.BaseIdentifier.Value].AddRange(Columns(table.Definition));
                    break;
                case CreateViewStatement view:
                    known[view.SchemaObjectName.BaseIdentifier.Value] = new Collations(known).Columns(
                        view.SelectStatement.QueryExpression
                    );
                    break;
            }
        }
        return known;
    }

    /// <summary>What SQL Server would refuse about a statement.</summary>
    public static IEnumerable<string> Conflicts(
        TSqlStatement statement,
        IReadOnlyDictionary<string, List<Column>> schema
    )
    {
        var own = new Dictionary<string, List<Column>>(schema, StringComparer.OrdinalIgnoreCase);
        var visitor = new Collations(own);
        if (statement is StatementWithCtesAndXmlNamespaces { WithCtesAndXmlNamespaces: { } with })
        {
            foreach (var cte in with.CommonTableExpressions)
            {
                var columns = visitor.Columns(cte.QueryExpression);
                own[cte.ExpressionName.Value] =
                    cte.Columns.Count == 0
                        ? columns
                        : [.. cte.Columns.Zip(columns, (name, column) => column with { Name = name.Value })];
            }
        }
        statement.Accept(visitor);
        return visitor.Found;
    }

    public override void ExplicitVisit(QuerySpecification node)
    {
        scopes.Push(Scope(node.FromClause?.TableReferences ?? []));
        foreach (var element in node.SelectElements.OfType<SelectScalarExpression>())
        {
            CollationOf(element.Expression);
        }
        base.ExplicitVisit(node);
        scopes.Pop();
    }

    public override void ExplicitVisit(BinaryQueryExpression node)
    {
        Columns(node);
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(UpdateSpecification node)
    {
        scopes.Push(Scope([node.Target]));
        base.ExplicitVisit(node);
        scopes.Pop();
    }

    public override void ExplicitVisit(DeleteSpecification node)
    {
        scopes.Push(Scope([node.Target]));
        base.ExplicitVisit(node);
        scopes.Pop();
    }

    public override void Visit(BooleanComparisonExpression node) =>
        Join(node, CollationOf(node.FirstExpression), CollationOf(node.SecondExpression));

    public override void Visit(LikePredicate node) =>
        Join(node, CollationOf(node.FirstExpression), CollationOf(node.SecondExpression));

    public override void Visit(BooleanTernaryExpression node) =>
        Join(
            node,
            CollationOf(node.FirstExpression),
            CollationOf(node.SecondExpression),
            CollationOf(node.ThirdExpression)
        );

    public override void Visit(InPredicate node) =>
        Join(
            node,
            [
                CollationOf(node.Expression),
                .. node.Values.Select(CollationOf),
                node.Subquery is null ? null : Columns(node.Subquery.QueryExpression)[0].Collation,
            ]
        );

    private static List<Column> Columns(TableDefinition definition) =>
        [
            .. definition.ColumnDefinitions.Select(column => new Column(
                column.ColumnIdentifier.Value,
                column.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar }
                    ? column.Collation?.Value ?? Column.OfDatabase
                    : null
            )),
        ];

    private Dictionary<string, List<Column>> Scope(IEnumerable<TableReference> references)
    {
        var scope = new Dictionary<string, List<Column>>(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in references)
        {
            Add(scope, reference);
        }
        return scope;
    }

    private void Add(Dictionary<string, List<Column>> scope, TableReference reference)
    {
        switch (reference)
        {
            case NamedTableReference table:
                var name = table.SchemaObject.BaseIdentifier.Value;
                scope[table.Alias?.Value ?? name] = tables.GetValueOrDefault(name) ?? [];
                break;
            case QueryDerivedTable derived:
                scope[derived.Alias.Value] = Columns(derived.QueryExpression);
                break;
            case JoinTableReference join:
                Add(scope, join.FirstTableReference);
                Add(scope, join.SecondTableReference);
                break;
            case JoinParenthesisTableReference inBrackets:
                Add(scope, inBrackets.Join);
                break;
        }
    }

    private List<Column> Columns(QueryExpression query)
    {
        switch (query)
        {
            case QueryParenthesisExpression inBrackets:
                return Columns(inBrackets.QueryExpression);
            case BinaryQueryExpression both:
                return
                [
                    .. Columns(both.FirstQueryExpression)
                        .Zip(
                            Columns(both.SecondQueryExpression),
                            (first, second) => first with { Collation = Join(both, first.Collation, second.Collation) }
                        ),
                ];
            default:
                var one = (QuerySpecification)query;
                scopes.Push(Scope(one.FromClause?.TableReferences ?? []));
                List<Column> columns = [.. one.SelectElements.SelectMany(Columns)];
                scopes.Pop();
                return columns;
        }
    }

    private IEnumerable<Column> Columns(SelectElement element) =>
        element switch
        {
            SelectScalarExpression { ColumnName: { } name } named => [new(name.Value, CollationOf(named.Expression))],
            SelectScalarExpression { Expression: ColumnReferenceExpression column } =>
            [
                new(column.MultiPartIdentifier.Identifiers[^1].Value, CollationOf(column)),
            ],
            SelectScalarExpression other => [new("", CollationOf(other.Expression))],
            SelectStarExpression { Qualifier: { } alias } => scopes.Peek()[alias.Identifiers[^1].Value],
            _ => scopes.Peek().Values.SelectMany(columns => columns),
        };

    /// <summary>The collation that an expression brings along; none of what is no text, of a parameter or of a literal.</summary>
    private string? CollationOf(ScalarExpression? expression) =>
        expression switch
        {
            PrimaryExpression { Collation.Value: { } said } => string.Equals(
                said,
                "DATABASE_DEFAULT",
                StringComparison.OrdinalIgnoreCase
            )
                ? Column.OfDatabase
                : said,
            ColumnReferenceExpression { MultiPartIdentifier.Identifiers: { } names } => CollationOf(names),
            ParenthesisExpression inBrackets => CollationOf(inBrackets.Expression),
            CastCall { DataType: SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar } } cast =>
                CollationOf(cast.Parameter),
            CoalesceExpression first => Join(first, [.. first.Expressions.Select(CollationOf)]),
            NullIfExpression both => CollationOf(both.FirstExpression),
            SearchedCaseExpression which => Join(
                which,
                [
                    .. which.WhenClauses.Select(when => CollationOf(when.ThenExpression)),
                    CollationOf(which.ElseExpression),
                ]
            ),
            SimpleCaseExpression which => Join(
                which,
                [
                    .. which.WhenClauses.Select(when => CollationOf(when.ThenExpression)),
                    CollationOf(which.ElseExpression),
                ]
            ),
            BinaryExpression both => Join(both, CollationOf(both.FirstExpression), CollationOf(both.SecondExpression)),
            FunctionCall call when Passing.Contains(call.FunctionName.Value) => Join(
                call,
                [.. call.Parameters.Select(CollationOf)]
            ),
            ScalarSubquery inner => Columns(inner.QueryExpression)[0].Collation,
            _ => null,
        };

    private string? CollationOf(IList<Identifier> names)
    {
        foreach (var scope in scopes)
        {
            var columns =
                names.Count == 1 ? scope.Values.SelectMany(of => of) : scope.GetValueOrDefault(names[^2].Value) ?? [];
            if (columns.FirstOrDefault(column => column.IsCalled(names[^1].Value)) is { } column)
            {
                return column.Collation;
            }
        }
        return null;
    }

    private string? Join(TSqlFragment where, params string?[] collations)
    {
        var different = collations.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (different.Count > 1)
        {
            Found.Add(TransactSql.Text(where));
        }
        return different.FirstOrDefault();
    }

    /// <summary>A column, with its collation if it is text.</summary>
    internal sealed record Column(string Name, string? Collation)
    {
        public const string OfDatabase = "that of the database";

        public bool IsCalled(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
    }
}
