using System.Globalization;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Sending a file, and watching its import.</summary>
[Route("imports")]
public sealed class UploadsController(
    UploadStore uploads,
    UploadSignal signal,
    SpoolFolder spool,
    UploadContents contents,
    ProfileStore profiles,
    LedgerQueries ledger,
    ImportOptions options,
    TimeProvider clock
) : Controller
{
    [HttpGet("new")]
    [Authorize(AccessPolicy.ChangeImports)]
    public Task<IActionResult> New(string? kind, string? source, long? replaces, CancellationToken ct) =>
        ShowAsync(
            new UploadForm
            {
                Kind = ImportKind.Find(kind ?? "")?.Name ?? new UploadForm().Kind,
                Source = source ?? "",
                Replaces = replaces,
            },
            ct
        );

    [HttpPost("new")]
    [Authorize(AccessPolicy.ChangeImports)]
    [RequestSizeLimit(ImportOptions.LargestUpload)]
    [RequestFormLimits(MultipartBodyLengthLimit = ImportOptions.LargestUpload)]
    [DisableRequestTimeout]
    [EnableRateLimiting(RateLimits.Imports)]
    public async Task<IActionResult> New(UploadForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await ShowAsync(form, ct);
        }
        try
        {
            _ = await form.ToParameters(form.File[0]).ToRequestAsync(form.Kind, User.By(), profiles.GetAsync, ct);
        }
        catch (ImportUsageException wrong)
        {
            ModelState.AddModelError("", wrong.Reason.In(CultureInfo.CurrentUICulture));
            return await ShowAsync(form, ct);
        }
        var ids = new List<long>();
        foreach (var file in form.File)
        {
            ids.Add(await AddAsync(form, file, ct));
        }
        signal.Ring();
        return ids.Count == 1
            ? RedirectToAction(nameof(Progress), new { id = ids[0] })
            : RedirectToAction(nameof(ImportsController.Index), "Imports");
    }

    [HttpGet("uploads/{id:long}")]
    [Authorize(AccessPolicy.ReadImports)]
    public async Task<IActionResult> Progress(long id, CancellationToken ct)
    {
        if (await uploads.FindAsync(id, ct) is not { } upload)
        {
            return NotFound();
        }
        if (upload.Result?.Import is { } import)
        {
            return RedirectToAction(nameof(ImportsController.Show), "Imports", new { id = import });
        }
        return
            upload.Status == ImportUpload.Draft
            && User.May(AccessPolicy.ChangeImports)
            && await contents.HasAsync(upload.StoredFile, ct)
            ? RedirectToAction(nameof(DraftsController.Look), "Drafts", new { id })
            : View("Upload", upload);
    }

    /// <summary>What the page of an upload asks for while it is open.</summary>
    [HttpGet("uploads/{id:long}/progress")]
    [Authorize(AccessPolicy.ReadImports)]
    public async Task<IActionResult> State(long id, CancellationToken ct) =>
        await uploads.FindAsync(id, ct) is { } upload
            ? Json(
                new
                {
                    upload.Status,
                    upload.BytesRead,
                    upload.SizeBytes,
                    upload.RowsRead,
                    RowsPerSecond = upload.RowsPerSecond(clock.GetUtcNow()),
                    IsFinished = !upload.IsUnderWay,
                },
                Infrastructure.Json.KpiJson.Options
            )
            : NotFound();

    private async Task<long> AddAsync(UploadForm form, IFormFile file, CancellationToken ct)
    {
        var parameters = form.ToParameters(file);
        await using var content = file.OpenReadStream();
        var stored = await spool.SaveAsync(content, options.MaxUploadBytes, ct);
        await contents.ShareAsync(stored, ct);
        return await uploads.AddAsync(
            form.Kind,
            parameters.NameOf(null, form.Kind),
            stored.Name,
            file.Length,
            parameters,
            User.By(),
            ct,
            isDraft: form.Do == UploadForm.Look
        );
    }

    private async Task<IActionResult> ShowAsync(UploadForm form, CancellationToken ct) =>
        View("New", new NewImportPage(form, await profiles.AllAsync(ct), await ledger.SourcesAsync(ct)));
}

public sealed record NewImportPage(
    UploadForm Form,
    IReadOnlyList<StoredProfile> Profiles,
    IReadOnlyList<string> Sources
);
