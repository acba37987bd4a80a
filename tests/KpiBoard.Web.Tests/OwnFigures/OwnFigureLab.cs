using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.OwnFigures;
using Xunit;

namespace KpiBoard.Web.Tests.OwnFigures;

/// <summary>Invented figures of a company's own, and what the product says of them.</summary>
internal static class OwnFigureLab
{
    public const string Header = "kpi,period,value,n,lower,upper,segment";

    /// <summary>A share that files give as 97.3, a mean over its parts.</summary>
    public static readonly OwnFigureContent Share = new()
    {
        NameEn = "On-time delivery",
        NameDa = "Rettidig levering",
        Unit = "percent",
        Good = "up",
        Decimals = 1,
        AddsUp = "mean",
        OnBoard = true,
    };

    public static readonly OwnFigureContent Complaints = new()
    {
        NameEn = "Complaints",
        Unit = "count",
        Good = "down",
        AddsUp = "sum",
    };

    public static readonly OwnFigureContent Receivables = new()
    {
        NameEn = "Days sales outstanding",
        Kind = OwnFigureKind.Traditional,
        Unit = "days",
        Good = "down",
        AddsUp = "last",
        OnBoard = true,
    };

    public static readonly OwnFigureContent Costs = new()
    {
        NameEn = "Cost of service",
        Unit = "money",
        Good = "neither",
        AddsUp = "sum",
    };

    public static Task<OwnFigureWrite> DefineAsync(this TestCompany company, string code, OwnFigureContent content) =>
        company.Get<OwnFigureStore>().DefineAsync(code, content, "test", CancellationToken.None);

    public static async Task<List<JsonElement>> PointsAsync(this TestCompany company, string code, string options = "")
    {
        var (_, text, error) = await company.CommandAsync($"kpi show {code} {options} --json");
        Assert.Equal("", error);
        return [.. JsonDocument.Parse(text).RootElement.EnumerateArray()];
    }

    public static async Task<JsonElement> PointAsync(
        this TestCompany company,
        string code,
        string period,
        string rest = ""
    )
    {
        var grain =
            period.StartsWith("R12", StringComparison.Ordinal) ? "r12"
            : period.Contains('Q', StringComparison.Ordinal) ? "quarter"
            : period.Length == 4 ? "year"
            : "month";
        var points = await company.PointsAsync(code, $"--grain {grain} --from {period} --to {period} {rest}");
        return Assert.Single(points);
    }

    public static double Value(this JsonElement point) => point.GetProperty("value").GetDouble();

    public static string? Text(this JsonElement point, string name) => point.GetProperty(name).GetString();
}
