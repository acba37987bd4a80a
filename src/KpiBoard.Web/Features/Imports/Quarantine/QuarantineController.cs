using System.Globalization;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Rows put aside, corrected on the screen: rows of customers, so for those who import.</summary>
[Route("imports/{id:long}/quarantine/rows")]
public sealed class QuarantineController(QuarantineRows rows, QuarantineCorrection correction) : Controller
{
    private const int MostRows = 20;

    /// <summary>A form has room for a thousand fields.</summary>
    private const int MostCells = 800;

    [HttpGet("")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Rows(long id, int taken, int left, long? import, CancellationToken ct) =>
        await PageAsync(id, ct) is { } page
            ? View("Quarantine", page with { Taken = taken, Left = left, Import = import })
            : NotFound();

    [HttpPost("")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Rows(long id, QuarantineForm form, CancellationToken ct)
    {
        if (await PageAsync(id, ct) is not { IsOpen: true } page)
        {
            return RedirectToAction(nameof(Rows), new { id });
        }
        // Only what is still aside can be tried: a second press must not bring a row in twice.
        var aside = page.Rows.Select(row => row.Line).ToHashSet();
        var tried = form
            .Rows.Where(row => aside.Contains(row.Line) && (form.Only is null || row.Line == form.Only))
            .ToList();
        if (tried.Count == 0)
        {
            return RedirectToAction(nameof(Rows), new { id });
        }
        var result = await correction.TryAsync(page.Batch, tried, User.By(), ct);
        if (result.Problem is { } problem)
        {
            ModelState.Clear();
            ModelState.AddModelError("", problem.In(CultureInfo.CurrentUICulture));
            return View("Quarantine", page with { Typed = form.Rows });
        }
        return RedirectToAction(
            nameof(Rows),
            new
            {
                id,
                taken = result.Taken,
                left = result.Left,
                import = result.Import,
            }
        );
    }

    private async Task<QuarantinePage?> PageAsync(long id, CancellationToken ct)
    {
        if (await rows.FindAsync(id, ct) is not { } batch)
        {
            return null;
        }
        var header = await rows.HeaderAsync(id, ct);
        var count = Math.Clamp(MostCells / Math.Max(1, header.Count), 1, MostRows);
        var kind = ImportRunner.FindKind(batch.Kind);
        var columns = kind
            .Columns.Zip(HeaderMap.Find(kind, batch.ToProfile(), header))
            .Where(pair => pair.Second >= 0)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second);
        return new QuarantinePage(batch, header, columns, await rows.FirstAsync(id, count, ct));
    }
}

/// <summary>The rows as somebody has corrected them.</summary>
public sealed record QuarantineForm
{
    public List<QuarantineRowForm> Rows { get; init; } = [];

    /// <summary>The one row to try; without it all of them.</summary>
    public long? Only { get; init; }
}

public sealed record QuarantineRowForm
{
    public long Line { get; init; }

    public List<string> Cells { get; init; } = [];
}

/// <summary>The rows that are still aside.</summary>
/// <param name="Columns">By the names that errors use: the field of the file.</param>
public sealed record QuarantinePage(
    QuarantineBatch Batch,
    IReadOnlyList<string> Header,
    IReadOnlyDictionary<string, int> Columns,
    IReadOnlyList<AsideRow> Rows
)
{
    public int Taken { get; init; }

    public int Left { get; init; }

    public long? Import { get; init; }

    /// <summary>What stood in the form that could not be tried.</summary>
    public IReadOnlyList<QuarantineRowForm> Typed { get; init; } = [];

    public bool IsOpen => Batch.Status == QuarantineBatch.Published;
}
