using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>What was done is kept with the e-mail address of who did it; on a page stands the name.</summary>
public sealed class PersonNames(KpiDatabase database)
{
    private const string NamesSql = "SELECT [Email], [Name] FROM [AppUser]";

    private Dictionary<string, string>? names;

    /// <summary>The name of the person; of a command, a token or who is no longer known, what was kept.</summary>
    public async Task<string> OfAsync(string? by)
    {
        if (by is null or "")
        {
            return "";
        }
        names ??= (await database.QueryAsync<Named>(NamesSql, null, CancellationToken.None)).ToDictionary(
            person => person.Email,
            person => person.Name,
            StringComparer.OrdinalIgnoreCase
        );
        return names.GetValueOrDefault(by, by);
    }

    private sealed class Named
    {
        public string Email { get; init; } = "";
        public string Name { get; init; } = "";
    }
}
