namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>What is true of the demo company and to be found in its data; told in <c>db/demo/README.md</c>.</summary>
public static class PlantedTruth
{
    /// <summary>First-time-right visits: fewer repairs need a second visit, in the regions where it was introduced.</summary>
    public const int FirstTimeRightFrom = 24;

    public const double RepairFails = 0.36;

    public const double RepairFailsWhereFirstTimeRight = 0.06;

    /// <summary>Self-service portal 2.0: half the customers have it, and nothing changes for them.</summary>
    public const int PortalFrom = 27;

    public const double PortalShare = 0.5;

    /// <summary>Velkommen som småbedrift: a pilot with half of the newest small businesses, from the middle of this month.</summary>
    public const int PilotFrom = 35;

    public const int PilotOfThoseWhoJoinedFrom = 32;

    /// <summary>By how much the pilot's customers leave less often, from the month after its start.</summary>
    public const double PilotChurnFactor = 0.5;

    /// <summary>A price letter in the last complete month drives small businesses away.</summary>
    public const int PriceLetterMonth = 35;

    public const double PriceLetterChurnFactor = 3.4;

    /// <summary>New small businesses leave more often in their first months.</summary>
    public const int NewcomerMonths = 3;

    public const double NewcomerChurnFactor = 2.2;

    /// <summary>The text message survey has delivered nothing for so many days.</summary>
    public const int TextMessagesSilentDays = 70;

    public static readonly IReadOnlySet<string> FirstTimeRightRegions = new HashSet<string>(StringComparer.Ordinal)
    {
        "Hovedstaden",
        "Syddanmark",
        "Nordjylland",
        "Oslo",
        "Rogaland",
        "Stockholm",
        "Skåne",
    };
}
