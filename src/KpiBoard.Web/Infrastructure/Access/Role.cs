namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>The roles a person may hold, several at a time; the names are stored and typed at the command line.</summary>
public static class Role
{
    public const string Executive = "executive";
    public const string Owner = "owner";
    public const string Finance = "finance";
    public const string Care = "care";
    public const string Administrator = "administrator";

    public static readonly IReadOnlyList<string> All = [Executive, Owner, Finance, Care, Administrator];
}
