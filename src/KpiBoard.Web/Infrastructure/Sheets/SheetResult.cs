using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Sheets;

/// <summary>Hands a table over as the file that the address ends in: <c>/csv</c> or <c>/xlsx</c>.</summary>
public sealed class SheetResult(Sheet sheet) : IActionResult
{
    private const string Csv = "text/csv; charset=utf-8";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var ct = context.HttpContext.RequestAborted;
        if (!request.Path.Value!.EndsWith("/xlsx", StringComparison.OrdinalIgnoreCase))
        {
            Describe(response, Csv, "csv");
            await new CsvSheet(Language.Current, sheet.Zone).WriteAsync(response.Body, sheet, ct);
            return;
        }

        // A workbook is packed in a file first: what fails on the way is an error page, and never half a workbook.
        var text = context.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<SharedText>>();
        await using var file = PrivateFiles.OpenTemporary();
        await ExcelSheet.WriteAsync(file, sheet, text["Table"], text["Table.About"], ct);
        Describe(response, Excel, "xlsx");
        response.ContentLength = file.Length;
        file.Position = 0;
        await file.CopyToAsync(response.Body, ct);
    }

    private void Describe(HttpResponse response, string type, string ending)
    {
        response.ContentType = type;
        response.Headers.ContentDisposition = $"attachment; filename=\"{sheet.FileName}.{ending}\"";
    }
}

/// <summary>Where a table can be had as a file; for the partial <c>_TableFiles</c>.</summary>
/// <param name="Address">From the root of the site, without /csv or /xlsx.</param>
public sealed record TableFiles(string Address, string Query = "");
