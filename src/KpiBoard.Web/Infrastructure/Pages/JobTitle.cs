using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>What a scheduled job is called on screen; whoever schedules one says so. Without it, its key is shown.</summary>
public sealed record JobTitle(string Name, Func<IStringLocalizerFactory, string> Title)
{
    /// <summary>Under this key of the job's data stands who asked for it to run now; null when it runs by itself.</summary>
    public const string AskedBy = "askedBy";
}
