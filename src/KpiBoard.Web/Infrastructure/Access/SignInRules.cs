using System.Globalization;
using KpiBoard.Web.Infrastructure.Access.SingleSignOn;
using KpiBoard.Web.Infrastructure.CommandLine;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>Configuration <c>SignIn</c>: by which ways people come in, and for how long they stay.</summary>
public sealed record SignInRules
{
    public const string Section = "SignIn";

    /// <summary>People may sign in with a password that is kept here.</summary>
    public bool Local { get; init; } = true;

    /// <summary>The company's identity provider; null without one.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>After so long without a request a session ends.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(12);

    /// <summary>After so long a session ends, however it is used.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);

    public static SignInRules From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Section);
        var defaults = new SignInRules();
        var options = new SignInRules
        {
            Local = Yes(section, nameof(Local), ifMissing: true),
            Oidc = OidcOptions.From(section.GetSection(nameof(Oidc))),
            Idle = Duration(section, "IdleMinutes", TimeSpan.FromMinutes, defaults.Idle, 5),
            Longest = Duration(section, "LongestHours", TimeSpan.FromHours, defaults.Longest, 1),
        };
        return options.Local || options.Oidc is not null
            ? options
            : throw CommandException.WrongUsage(
                $"{Section}:{nameof(Local)} is false and there is no {Section}:{nameof(Oidc)}, so nobody could sign in. "
                    + $"Set {Section}:{nameof(Oidc)}:Authority and what goes with it, or {Section}:{nameof(Local)} to true."
            );
    }

    /// <summary>A switch that is neither on nor off is told by its name.</summary>
    internal static bool Yes(IConfigurationSection section, string key, bool ifMissing) =>
        section[key] is not { Length: > 0 } text ? ifMissing
        : bool.TryParse(text, out var yes) ? yes
        : throw CommandException.WrongUsage($"{section.Path}:{key} is '{text}'. It must be true or false.");

    private static TimeSpan Duration(
        IConfigurationSection section,
        string key,
        Func<double, TimeSpan> unit,
        TimeSpan ifMissing,
        int least
    )
    {
        const int Most = 10_080;
        return section[key] is not { Length: > 0 } text ? ifMissing
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= Most
                ? unit(number)
            : throw CommandException.WrongUsage(
                $"{section.Path}:{key} is '{text}'. It must be a whole number from {least} to {Most}."
            );
    }
}
