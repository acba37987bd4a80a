using System.Security.Claims;
using KpiBoard.Core.Kpis;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>
/// Who takes part in a conversation: whoever may read its subject. Figures and initiatives are for everybody with a role;
/// what is said of one business unit, or of an initiative of some, is not for people who belong to other units.
/// </summary>
public sealed class Audience(KpiDatabase database, UserQueries users)
{
    private const string UnitsSql = """
        SELECT [InitiativeId], [BusinessUnit]
          FROM [InitiativeUnit]
         WHERE (@id IS NULL OR [InitiativeId] = @id)
        """;

    private const string ResponsibleSql = """
        SELECT [Id], [OwnerId], [SponsorId]
          FROM [Initiative]
         WHERE (@id IS NULL OR [Id] = @id)
        """;

    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const string MemberSql = """
        SELECT COUNT(*)
          FROM [KpiValue]
         WHERE [ToRun] = 9223372036854775807
           AND [Kpi] = @Kpi AND [Dimension] = @Dimension AND [Member] = @Member
        """;

    public async Task<Reader> ReaderAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        if (!person.IsSignedIn())
        {
            // A token belongs to the company, not to a unit.
            return new Reader(null, person.By(), null, MayModerate: false);
        }
        var units = await users.UnitsAsync(person, ct);
        return new Reader(
            person.Id(),
            person.By(),
            units is { Count: > 0 } ? units : null,
            person.IsInRole(Role.Executive) || person.IsInRole(Role.Administrator)
        );
    }

    /// <summary>Everybody who works here, and whether they may see the subject.</summary>
    public async Task<IReadOnlyList<PersonChoice>> PeopleAsync(Subject subject, CancellationToken ct)
    {
        var scope = await ScopeAsync(subject.InitiativeId, ct);
        var working = (await users.ListAsync(ct))
            .Where(access => access.User.DisabledAt is null && access.Roles.Count > 0)
            .ToList();
        var names = working.CountBy(access => access.User.Name, StringComparer.OrdinalIgnoreCase).ToDictionary();
        return
        [
            .. working.Select(access => new PersonChoice(
                access.User.Id,
                names.GetValueOrDefault(access.User.Name, 2) == 1
                    ? access.User.Name
                    : $"{access.User.Name} ({access.User.Email})",
                scope.Admits(ReaderOf(access), subject)
            )),
        ];
    }

    /// <summary>Who may see which subject; of one initiative, or of all for lists.</summary>
    public async Task<Scope> ScopeAsync(long? initiative, CancellationToken ct)
    {
        var parameters = new { id = initiative };
        return new Scope(
            (await database.QueryAsync<UnitRow>(UnitsSql, parameters, ct)).ToLookup(
                row => row.InitiativeId,
                row => row.BusinessUnit
            ),
            (await database.QueryAsync<ResponsibleRow>(ResponsibleSql, parameters, ct)).ToDictionary(
                row => row.Id,
                row => (row.OwnerId, row.SponsorId)
            )
        );
    }

    public async Task<bool> MaySeeAsync(Reader reader, Subject subject, CancellationToken ct) =>
        (await ScopeAsync(subject.InitiativeId, ct)).Admits(reader, subject);

    /// <summary>False for an initiative or a member that nobody has heard of.</summary>
    public async Task<bool> IsThereAsync(Subject subject, CancellationToken ct) =>
        subject.Kind == Subject.Initiative
            ? (await ScopeAsync(subject.InitiativeId, ct)).Knows(subject)
            : subject.Dimension == KpiDimensions.Total || await database.ScalarAsync<long>(MemberSql, subject, ct) > 0;

    private static Reader ReaderOf(UserAccess access)
    {
        var seesAll = access.Units.Count == 0 || access.Roles.Any(AccessTable.SeesEveryUnit.Contains);
        return new(access.User.Id, access.User.Email, seesAll ? null : access.Units, MayModerate: false);
    }

    private sealed class UnitRow
    {
        public long InitiativeId { get; init; }
        public string BusinessUnit { get; init; } = "";
    }

    private sealed class ResponsibleRow
    {
        public long Id { get; init; }
        public long OwnerId { get; init; }
        public long? SponsorId { get; init; }
    }
}

/// <summary>Who reads.</summary>
/// <param name="Id">Null for a token.</param>
/// <param name="By">The name that ledgers keep.</param>
/// <param name="Units">The units that the person belongs to; null for who sees all.</param>
/// <param name="MayModerate">May resolve what others wrote.</param>
public sealed record Reader(long? Id, string By, IReadOnlyList<string>? Units, bool MayModerate);

/// <summary>Somebody who can be mentioned or asked.</summary>
/// <param name="Handle">What stands after the @; two of one name are told apart by their address.</param>
public sealed record PersonChoice(long Id, string Handle, bool MaySee);

/// <summary>The units of initiatives, and who is responsible for them.</summary>
public sealed class Scope(
    ILookup<long, string> units,
    IReadOnlyDictionary<long, (long Owner, long? Sponsor)> responsible
)
{
    public bool Knows(Subject subject) => subject.InitiativeId is { } id && responsible.ContainsKey(id);

    public bool Admits(Reader reader, Subject subject)
    {
        if (subject.InitiativeId is not { } id)
        {
            return subject.Dimension != KpiDimensions.BusinessUnit || IsOneOf(reader, [subject.Member]);
        }
        var isResponsible =
            responsible.TryGetValue(id, out var people)
            && reader.Id is { } person
            && (people.Owner == person || people.Sponsor == person);
        return isResponsible || !units[id].Any() || IsOneOf(reader, units[id]);
    }

    private static bool IsOneOf(Reader reader, IEnumerable<string> members) =>
        reader.Units is null || members.Any(reader.Units.Contains);
}
