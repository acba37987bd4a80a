using System.Globalization;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Customers;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.OwnFigures;
using KpiBoard.Web.Features.Periods;
using KpiBoard.Web.Tests.OwnFigures;

namespace KpiBoard.Web.Tests.Refresh;

/// <summary>
/// What can come in from one day to the next: late, restated, undone and re-imported files of every kind; customers merged,
/// parted again and excluded; months closed and reopened.
/// </summary>
internal sealed class RandomCompany(TestCompany company, int seed)
{
    private const string Header = "line_id,booked_on,customer_id,amount,cost,currency";

    private static readonly string[] Customers = ["", "", .. Enumerable.Range(1, 9).Select(i => $"C{i}")];
    private static readonly string[] Segments = ["", "Private", "Public", "Enterprise"];
    private static readonly string[] Units = ["", "North", "South"];
    private static readonly string[] Figures = ["complaints", "on-time", "dso", "service-cost"];
    private static readonly Month First = new(2023, 1);

    private readonly Random random = new(seed);
    private readonly List<(long Id, string Kind, string Source, string[] Lines)> imported = [];
    private readonly List<(string Kind, string Source, string[] Lines)> undone = [];

    // Files come about when they are due; a late one reaches back.
    private Month now = new(2025, 3);

    /// <summary>Some lines in most months, so that what follows changes figures instead of beginning them.</summary>
    public async Task BeginAsync()
    {
        await company.DefineAsync("complaints", OwnFigureLab.Complaints);
        await company.DefineAsync("on-time", OwnFigureLab.Share);
        await company.DefineAsync("dso", OwnFigureLab.Receivables);
        await company.DefineAsync("service-cost", OwnFigureLab.Costs);
        await company.ImportAsync(
            "revenue",
            [
                Header,
                .. Enumerable
                    .Range(0, now - First)
                    .SelectMany(month =>
                        Enumerable.Range(0, random.Next(5)).Select(_ => Line("", First + month, "DKK"))
                    ),
            ],
            "before"
        );
    }

    public async Task StepAsync()
    {
        switch (random.Next(29))
        {
            case < 8:
                await ImportAsync("revenue", Source(), RevenueLines());
                break;
            case < 11:
                await ImportAsync("customers", "default", CustomerLines());
                break;
            case < 13:
                await ImportAsync("surveys", "default", SurveyLines());
                break;
            case 28 when random.Next(3) == 0:
                await RedefineAsync();
                break;
            case 27 or 28:
                await ImportAsync("measures", Source(), MeasureLines());
                break;
            case 25 or 26:
                await ImportAsync("wallets", Source(), WalletLines());
                break;
            case 13:
                await ImportAsync("rates", "default", RateLines());
                break;
            case < 16 when imported.Count > 0:
                await UndoAsync();
                break;
            case 16 when undone.Count > 0:
                var again = Any(undone);
                await ImportAsync(again.Kind, again.Source, again.Lines);
                break;
            case 17 when imported.Count > 0:
                await ReplaceAsync();
                break;
            case < 20:
                await MergeAsync();
                break;
            case 20:
                await UnmergeAsync();
                break;
            case 21:
                await ExcludeOrIncludeAsync();
                break;
            case 22:
                await CloseOrReopenAsync();
                break;
            default:
                now += random.Next(2);
                company.Clock.Advance(TimeSpan.FromDays(random.Next(3)));
                break;
        }
    }

    private async Task MergeAsync()
    {
        var known = await company.Database.QueryAsync<long>(
            "SELECT [Id] FROM [Customer] WHERE [Id] <> 0 ORDER BY [CustomerId]",
            null,
            default
        );
        if (known.Count > 1)
        {
            // What cannot be merged is refused, which is one more thing that may happen.
            await company.Get<CustomerStore>().MergeAsync(Any(known), Any(known), "test", default);
        }
    }

    private async Task UnmergeAsync()
    {
        var merges = await company.Database.QueryAsync<long>(
            "SELECT [Id] FROM [CustomerMerge] WHERE [UndoneAt] IS NULL ORDER BY [Id]",
            null,
            default
        );
        if (merges.Count > 0)
        {
            await company.Get<CustomerStore>().UnmergeAsync(Any(merges), "test", default);
        }
    }

    private async Task ExcludeOrIncludeAsync()
    {
        var known = await company.Database.QueryAsync<long>(
            "SELECT [Id] FROM [Customer] WHERE [Id] <> 0 ORDER BY [CustomerId]",
            null,
            default
        );
        if (known.Count > 0)
        {
            var (store, customer) = (company.Get<CustomerStore>(), Any(known));
            if (await store.IncludeAsync(customer, "test", default) is not null)
            {
                await store.ExcludeAsync(customer, "our own", "test", default);
            }
        }
    }

    // Reopened before the next file, which it would refuse.
    private async Task CloseOrReopenAsync()
    {
        var (store, month) = (company.Get<PeriodStore>(), now.Key);
        await store.CloseAsync(month, "", "test", default);
        await company.RefreshAsync();
        await store.ReopenAsync([month], "late file", "test", default);
    }

    private async Task RedefineAsync()
    {
        var (store, figure) = (company.Get<OwnFigureStore>(), Any(Figures));
        var version = (await company.Get<OwnFigureQueries>().FindAsync(figure, default))!.Version;
        var said = (await company.Get<OwnFigureQueries>().VersionsAsync(figure, default))[0].Said;
        await store.ChangeAsync(figure, version, said with { AddsUp = Any(["sum", "mean", "last"]) }, "test", default);
    }

    private async Task ImportAsync(string kind, string source, string[] lines)
    {
        var answer = await company.ImportAsync(kind, lines, source);
        if (answer.Status == ImportAnswer.Imported)
        {
            imported.Add((answer.Id!.Value, kind, source, lines));
        }
    }

    private async Task UndoAsync()
    {
        var taken = Any(imported);
        await company.UndoAsync(taken.Id);
        imported.Remove(taken);
        undone.Add((taken.Kind, taken.Source, taken.Lines));
    }

    private async Task ReplaceAsync()
    {
        var old = Any(imported);
        if (old.Kind != "revenue")
        {
            return;
        }
        var answer = await company.ImportAsync(old.Kind, RevenueLines(), old.Source, old.Id);
        if (answer.Status == ImportAnswer.Imported)
        {
            imported.Remove(old);
        }
    }

    // One source names its lines, so that they can be restated; the other only adds.
    private string Source() => random.Next(3) == 0 ? "till" : "default";

    private string[] RevenueLines()
    {
        var isKeyed = random.Next(3) > 0;
        var keys = Enumerable.Range(0, 60).OrderBy(_ => random.Next()).Take(1 + random.Next(12)).ToList();
        return
        [
            Header,
            .. keys.Select(key => Line(isKeyed ? $"L{key}" : "", Day(), random.Next(4) == 0 ? "EUR" : "DKK")),
        ];
    }

    private string Line(string key, Month month, string currency) =>
        Line(key, Text(month.FirstDay.AddDays(random.Next(28))), currency);

    private string Line(string key, string day, string currency) =>
        $"{key},{day},{Any(Customers)},{Amount()},{(random.Next(3) == 0 ? "" : Amount())},{currency}";

    private string[] CustomerLines() =>
        [
            "customer_id,segment,region,business_unit,joined_on,left_on,valid_from",
            .. Customers
                .Where(customer => customer.Length > 0)
                .OrderBy(_ => random.Next())
                .Take(1 + random.Next(5))
                .Select(customer =>
                    $"{customer},{Any(Segments)},{Any(Units)},{Any(Units)},2022-05-01,{(random.Next(4) == 0 ? Day() : "")},{(random.Next(2) == 0 ? "" : Day())}"
                ),
        ];

    private string[] SurveyLines() =>
        [
            "response_id,score,answered_at,customer_id,level,segment",
            .. Enumerable
                .Range(0, 60)
                .OrderBy(_ => random.Next())
                .Take(1 + random.Next(15))
                .Select(key =>
                    $"R{key},{(random.Next(10) == 0 ? "" : random.Next(11))},{Day()}T12:{key:00}:00,{Any(Customers)},{Any(["relationship", "journey", "transaction"])},{(random.Next(3) == 0 ? Any(Segments) : "")}"
                ),
        ];

    private string[] WalletLines() =>
        [
            "customer_id,period,category_spend,currency,rank,brands",
            .. Customers
                .Where(customer => customer.Length > 0)
                .OrderBy(_ => random.Next())
                .Take(1 + random.Next(5))
                .Select(customer =>
                    random.Next(4) == 0
                        ? $"{customer},{now.Year - random.Next(3)},,,{1 + random.Next(3)},3"
                        : $"{customer},{now.Year - random.Next(3)},{random.Next(1, 90_000)},{(random.Next(4) == 0 ? "EUR" : "DKK")},,"
                ),
        ];

    private string[] MeasureLines() =>
        [
            "kpi,period,value,n,lower,upper,segment",
            .. Enumerable
                .Range(0, 1 + random.Next(12))
                .Select(_ =>
                {
                    var month = now - random.Next(9);
                    var period =
                        random.Next(8) == 0 ? $"{month.Year}-Q{((month.MonthOfYear - 1) / 3) + 1}"
                        : random.Next(12) == 0 ? $"{month.Year}"
                        : $"{month}";
                    return (Key: $"{Any(Figures)},{period}", Segment: random.Next(3) == 0 ? Any(Segments) : "");
                })
                .Distinct()
                .Select(row =>
                {
                    var value = random.Next(1, 900) / 8m;
                    var interval = random.Next(2) == 0 ? $"{value - 1},{value + 2.5m}" : ",";
                    return string.Create(
                        CultureInfo.InvariantCulture,
                        $"{row.Key},{value},{(random.Next(3) == 0 ? "" : random.Next(1, 400))},{interval},{row.Segment}"
                    );
                }),
        ];

    private string[] RateLines() =>
        [
            "currency,period,rate",
            .. Enumerable
                .Range(0, 1 + random.Next(6))
                .Select(_ => now - random.Next(14))
                .Distinct()
                .Select(month =>
                    string.Create(CultureInfo.InvariantCulture, $"EUR,{month},{7 + random.NextDouble():0.0000}")
                ),
        ];

    private string Amount() => ((random.Next(-300, 2000) / 3m)).ToString("0.####", CultureInfo.InvariantCulture);

    private string Day()
    {
        var month =
            random.Next(4) > 0 ? now - random.Next(3)
            : random.Next(8) > 0 ? now - random.Next(20)
            : First + random.Next(now - First);
        return Text(month.FirstDay.AddDays(random.Next(28)));
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private T Any<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
