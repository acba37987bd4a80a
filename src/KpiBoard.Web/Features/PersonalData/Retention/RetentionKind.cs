namespace KpiBoard.Web.Features.PersonalData.Retention;

/// <summary>Something that is kept for a while, as the company says.</summary>
/// <param name="Default">Months as long as nobody has said otherwise; 0 is for ever.</param>
/// <param name="Most">More than this is not kept in any case; 0 without such a limit.</param>
public sealed record RetentionKind(string Name, int Default, int Most = 0)
{
    public const int Longest = 600;

    public const string Answers = "answers";
    public const string Files = "files";
    public const string Quarantine = "quarantine";
    public const string SignIns = "sign-ins";
    public const string Jobs = "jobs";
    public const string Audit = "audit";
    public const string Invitations = "invitations";

    /// <summary>The product deletes no backup: it only says by when the company wants them gone.</summary>
    public const string Backups = "backups";

    /// <summary>What looks back at what people did has an end from the first day; what the company collected has the one it sets.</summary>
    public static readonly IReadOnlyList<RetentionKind> All =
    [
        new(Answers, 0),
        new(Files, 0),
        new(Quarantine, 0),
        new(Audit, 0),
        new(SignIns, 3, 3),
        new(Jobs, 3, 3),
        new(Invitations, 1),
        new(Backups, 0),
    ];

    public bool IsValid(int months) => months >= (Most > 0 ? 1 : 0) && months <= (Most > 0 ? Most : Longest);
}
