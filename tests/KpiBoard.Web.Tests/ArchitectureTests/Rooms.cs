namespace KpiBoard.Web.Tests.ArchitectureTests;

/// <summary>Which room a type is in, and which rooms a room may use.</summary>
internal static class Rooms
{
    public const string Core = "Core";
    public const string Data = "Data";
    public const string Infrastructure = "Infrastructure";
    public const string Composition = "Composition";
    public const string Libraries = "Libraries";
    public const string FeaturePrefix = "Features.";

    private const string Features = "KpiBoard.Web.Features.";

    /// <summary>Views are compiled into one namespace, with their path as name.</summary>
    private const string FeatureViews = "AspNetCoreGeneratedDocument.Features_";
    private const string Views = "AspNetCoreGeneratedDocument.";

    public static string Of(string typeName)
    {
        if (Under(typeName, Features))
        {
            return FeaturePrefix + typeName[Features.Length..].Split('.')[0];
        }
        if (Under(typeName, FeatureViews))
        {
            return FeaturePrefix + typeName[FeatureViews.Length..].Split('_')[0];
        }
        return typeName switch
        {
            _ when Under(typeName, "KpiBoard.Web.Infrastructure.") || Under(typeName, Views) => Infrastructure,
            _ when Under(typeName, "KpiBoard.Web.") || typeName == "Program" => Composition,
            _ when Under(typeName, "KpiBoard.Core.") => Core,
            _ when Under(typeName, "KpiBoard.Data.") => Data,
            _ => Libraries,
        };
    }

    public static bool MayUse(string room, string other) =>
        room == other
        || other == Libraries
        || room switch
        {
            Core or Data => false,
            Infrastructure => other is Core or Data,
            Composition => true,
            _ when room.StartsWith(FeaturePrefix, StringComparison.Ordinal) => other is Core or Data or Infrastructure,
            _ => false,
        };

    private static bool Under(string typeName, string prefix) => typeName.StartsWith(prefix, StringComparison.Ordinal);
}
