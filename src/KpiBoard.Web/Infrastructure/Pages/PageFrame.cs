using System.Data.Common;
using System.Globalization;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>What the layout shows around a page; reads the company's settings once per request, for the page too.</summary>
public sealed class PageFrame(
    CompanySettingsStore settings,
    KpiDatabase database,
    IEnumerable<NavigationItem> navigation,
    IEnumerable<INavigationCount> counts,
    IEnumerable<Tab> tabs,
    IEnumerable<IGuide> guides,
    IEnumerable<IPersonalLink> links,
    IStringLocalizerFactory texts,
    IHttpContextAccessor accessor,
    DemoMode demo
)
{
    private CompanySettings? loaded;
    private KpiBook? figures;
    private IReadOnlyList<PersonalLink>? personal;

    public bool IsDemo => demo.IsOn;

    private HttpContext Context => accessor.HttpContext!;

    public async Task<CompanySettings> SettingsAsync() => loaded ??= await settings.GetAsync(Context.RequestAborted);

    /// <summary>The figures that there are, the company's own included; read once per request.</summary>
    public async Task<KpiBook> FiguresAsync() =>
        figures ??= await KpiBookQueries.ReadAsync(database, Context.RequestAborted);

    /// <summary>The company's name, or nothing when it has none or the database cannot be asked.</summary>
    public async Task<string> CompanyNameAsync()
    {
        try
        {
            return (await SettingsAsync()).CompanyName;
        }
        catch (DbException)
        {
            // The error page says so; its frame must still be drawn.
            return "";
        }
    }

    /// <summary>The entries that the person may open, in order, with their titles.</summary>
    public IEnumerable<(NavigationItem Item, string Title, bool IsCurrent)> Navigation() => Open(navigation);

    /// <summary>What waits behind an entry.</summary>
    public async Task<NavigationCount?> CountAsync(NavigationItem item)
    {
        try
        {
            return counts.FirstOrDefault(one => one.Path == item.Path) is { } count
                ? await count.CountAsync(Context.User, Context.RequestAborted)
                : null;
        }
        catch (DbException)
        {
            // As below: the frame of the error page.
            return null;
        }
    }

    /// <summary>The pages that stand beside each other, in order; the one whose address is nearest to this one is current.</summary>
    public IReadOnlyList<(string Path, string Title, bool IsCurrent)> Tabs(Tabs asked)
    {
        var id = asked.Id?.ToString(CultureInfo.InvariantCulture) ?? "";
        var open = Open(
                tabs.Where(tab => tab.Group == asked.Group)
                    .Select(tab => tab.Item with { Path = tab.Item.Path.Replace("{id}", id, StringComparison.Ordinal) })
            )
            .ToList();
        var current = open.Where(one => one.IsCurrent).Select(one => one.Item).MaxBy(item => item.Path.Length);
        return [.. open.Select(one => (one.Item.Path, one.Title, one.Item == current))];
    }

    /// <summary>Where the person is led on, as long as there is something to be led through.</summary>
    public async Task<GuideLead?> GuideAsync()
    {
        try
        {
            foreach (var guide in guides)
            {
                if (await guide.LeadAsync(Context.User, Context.RequestAborted) is { } lead)
                {
                    return lead;
                }
            }
        }
        catch (DbException)
        {
            // As above: the frame of the error page.
        }
        return null;
    }

    /// <summary>The person's own pages, and what waits there.</summary>
    public async Task<IReadOnlyList<PersonalLink>> PersonalAsync()
    {
        if (personal is not null)
        {
            return personal;
        }
        var found = new List<PersonalLink>();
        try
        {
            foreach (var link in links)
            {
                if (await link.LinkAsync(Context.User, Context.RequestAborted) is { } mine)
                {
                    found.Add(mine);
                }
            }
        }
        catch (DbException)
        {
            // As above: the frame of the error page.
        }
        return personal = found;
    }

    private IEnumerable<(NavigationItem Item, string Title, bool IsCurrent)> Open(IEnumerable<NavigationItem> items) =>
        from item in items
        orderby item.Order
        where Context.User.May(item.Policy)
        select (item, item.Title(texts), item.IsCurrent(Context.Request.Path));

    /// <summary>Where a form that only changes the frame returns to.</summary>
    public string Here => Context.Request.PathBase + Context.Request.Path + Context.Request.QueryString;
}
