namespace KpiBoard.Web.Infrastructure.Access.SingleSignOn;

/// <summary>Why nobody came in by single sign-on; the page of signing in has words for each.</summary>
public static class OidcTrouble
{
    /// <summary>The person, or the provider on behalf of its rules, said no.</summary>
    public const string Denied = "denied";
    public const string Unreachable = "unreachable";

    /// <summary>Too late, from another browser, or an answer that was used before.</summary>
    public const string Expired = "expired";

    /// <summary>What the provider sent cannot be believed.</summary>
    public const string Invalid = "invalid";

    /// <summary>The provider reported an error.</summary>
    public const string Failed = "failed";

    /// <summary>None of the person's groups has a role here.</summary>
    public const string NoRole = "no-role";

    /// <summary>Accounts are made by administrators only, and this person has none.</summary>
    public const string Unknown = "unknown";

    /// <summary>The e-mail address belongs to an account that nobody has linked.</summary>
    public const string Taken = "taken";
    public const string Disabled = "disabled";
    public const string NoEmail = "no-email";

    public static readonly IReadOnlyList<string> All =
    [
        Denied,
        Unreachable,
        Expired,
        Invalid,
        Failed,
        NoRole,
        Unknown,
        Taken,
        Disabled,
        NoEmail,
    ];
}

/// <summary>Ends signing in with one of <see cref="OidcTrouble"/>; the message is for the log, and has no secret in it.</summary>
public sealed class OidcException(string trouble, string message, Exception? cause = null) : Exception(message, cause)
{
    public string Trouble { get; } = trouble;
}
