using System.Data.Common;
using System.Xml.Linq;
using KpiBoard.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// The keys that sign sessions, in the database, so that a session of one node holds on all. Keys that lie in a folder
/// from before are taken over: what they protect, such as the secrets of the second step, stays readable.
/// </summary>
public sealed class DatabaseKeys(KpiDatabase database, string folder, TimeProvider clock) : IXmlRepository
{
    private const string AllSql = "SELECT [Name], [Content] FROM [ProtectionKey] ORDER BY [Name]";

    private const string AddSql = """
        INSERT INTO [ProtectionKey] ([Name], [Content], [AddedAt])
        SELECT @name, @content, @at
         WHERE NOT EXISTS (SELECT 1 FROM [ProtectionKey] WHERE [Name] = @name)
        """;

    // The framework asks for keys without waiting; it does so at the start, and once a day from a thread of its own.
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ReadAsync).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        Task.Run(() => AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)))
            .GetAwaiter()
            .GetResult();
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        var known = await AllAsync();
        var taken = false;
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.xml") : [])
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (known.All(key => key.Name != name))
            {
                await AddAsync(name, await File.ReadAllTextAsync(file));
                taken = true;
            }
        }
        return [.. (taken ? await AllAsync() : known).Select(key => XElement.Parse(key.Content))];
    }

    private Task<IReadOnlyList<KeyRow>> AllAsync() => database.QueryAsync<KeyRow>(AllSql, null, CancellationToken.None);

    private async Task AddAsync(string name, string content)
    {
        try
        {
            await database.ExecuteAsync(
                AddSql,
                new
                {
                    name,
                    content,
                    at = clock.GetUtcNow(),
                },
                CancellationToken.None
            );
        }
        catch (DbException taken) when (database.Dialect.IsUniqueViolation(taken))
        {
            // Another node took the same key over in the same moment.
        }
    }

    private sealed class KeyRow
    {
        public string Name { get; init; } = "";

        public string Content { get; init; } = "";
    }
}
