namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>What the features of this node want the others to know of it.</summary>
public sealed class NodeStatus
{
    private volatile string? inboxFolder;

    /// <summary>Which folder is watched, whatever it is called here; null when none is.</summary>
    public string? InboxFolder
    {
        get => inboxFolder;
        set => inboxFolder = value;
    }
}
