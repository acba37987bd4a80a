namespace KpiBoard.Data.Tests.Schema;

/// <summary>A schema as sorted lines per table and view, in words that both engines share.</summary>
internal sealed class SchemaDescription
{
    private readonly SortedDictionary<string, SortedSet<string>> objects = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => objects.Keys;

    public IReadOnlyList<string> Of(string name) => [.. objects[name]];

    public void AddObject(string name) => objects.Add(name, new SortedSet<string>(StringComparer.Ordinal));

    public void RemoveObject(string name) => objects.Remove(name);

    public void Column(string table, string name, string kind, bool isNullable) =>
        objects[table].Add($"column {name}: {kind}{(isNullable ? "" : ", not null")}");

    public void PrimaryKey(string table, IEnumerable<string> columns) =>
        objects[table].Add($"primary key {string.Join(", ", columns)}");

    public void ForeignKey(
        string table,
        IEnumerable<string> columns,
        string target,
        IEnumerable<string> targetColumns
    ) =>
        objects[table]
            .Add($"foreign key {string.Join(", ", columns)} to {target} ({string.Join(", ", targetColumns)})");

    public void Index(string table, string name, bool isUnique, IEnumerable<string> columns, string filter) =>
        objects[table]
            .Add($"{(isUnique ? "unique " : "")}index {name} on {string.Join(", ", columns)} {filter}".Trim());

    public void View(string name, string text)
    {
        AddObject(name);
        objects[name].Add(text);
    }
}
