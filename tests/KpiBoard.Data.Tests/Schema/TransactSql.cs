using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace KpiBoard.Data.Tests.Schema;

/// <summary>Parses T-SQL without a server.</summary>
internal static class TransactSql
{
    private static readonly SqlScriptGeneratorOptions Layout = new() { KeywordCasing = KeywordCasing.Uppercase };

    /// <summary>The statements, or what the parser has against the text.</summary>
    public static IReadOnlyList<TSqlStatement> Parse(string sql, out IReadOnlyList<string> errors)
    {
        using var reader = new StringReader(sql);
        var script = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var found);
        errors = [.. found.Select(error => $"line {error.Line}, column {error.Column}: {error.Message}")];
        return script is TSqlScript { Batches: var batches } ? [.. batches.SelectMany(batch => batch.Statements)] : [];
    }

    /// <summary>The fragment in one layout, so that two texts can be compared.</summary>
    public static string Text(TSqlFragment fragment)
    {
        new Sql150ScriptGenerator(Layout).GenerateScript(fragment, out var text);
        return text.Trim();
    }
}
