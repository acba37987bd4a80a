using System.Globalization;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Features.Imports.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>A file that lies ready: looked at, laid out, tried, and then imported or taken away.</summary>
[Route("imports/uploads/{id:long}/look")]
public sealed class DraftsController(
    UploadStore uploads,
    UploadSignal signal,
    UploadContents contents,
    ProfileStore profiles,
    LedgerQueries ledger,
    ImportOptions options,
    IStringLocalizer<ImportsText> text
) : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Look(long id, CancellationToken ct)
    {
        if (await uploads.FindAsync(id, ct) is not { } upload)
        {
            return NotFound();
        }
        if (upload.Status != ImportUpload.Draft || !await contents.HasAsync(upload.StoredFile, ct))
        {
            return RedirectToAction(nameof(UploadsController.Progress), "Uploads", new { id });
        }
        return await ShowAsync(upload, DraftForm.Of(upload), upload.Parameters, null, ct);
    }

    [HttpPost("")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Look(long id, DraftForm form, CancellationToken ct)
    {
        if (await uploads.FindAsync(id, ct) is not { } upload)
        {
            return NotFound();
        }
        if (upload.Status != ImportUpload.Draft || !await contents.HasAsync(upload.StoredFile, ct))
        {
            return RedirectToAction(nameof(UploadsController.Progress), "Uploads", new { id });
        }
        if (form.Do == DraftForm.Remove)
        {
            if (await uploads.RemoveAsync(id, ct))
            {
                await contents.RemoveAsync(upload.StoredFile, ct);
            }
            return RedirectToAction(nameof(ImportsController.Index), "Imports");
        }
        try
        {
            return await TakeAsync(upload, form, ct);
        }
        catch (ImportUsageException wrong)
        {
            ModelState.AddModelError("", wrong.Reason.In(CultureInfo.CurrentUICulture));
            return await ShowAsync(upload, form, upload.Parameters, null, ct);
        }
    }

    private async Task<IActionResult> TakeAsync(ImportUpload upload, DraftForm form, CancellationToken ct)
    {
        var kind = ImportRunner.FindKind(form.Kind);
        var parameters = form.ToParameters(upload.Parameters) with { Constants = form.Constant(upload, kind) };
        var chosen = form.Chosen(upload, kind);
        if (chosen is not null && form.Twice() is { } twice)
        {
            ModelState.AddModelError("", text["Draft.Twice", text[$"Field.{twice}"]]);
            return await ShowAsync(upload, form, parameters, chosen, ct);
        }
        var request = await parameters.ToRequestAsync(kind.Name, User.By(), profiles.GetAsync, ct);
        var preview = await PreviewAsync(upload, request, chosen, ct);
        parameters = parameters with { Columns = preview.Columns };
        if (form.Do == DraftForm.Save)
        {
            var name = form.ProfileName.Trim();
            var profile = request.Profile with { Columns = preview.Columns ?? request.Profile.Columns };
            await profiles.SaveAsync(name, profile.ToJson(kind, request.Source), User.By(), ct);
            parameters = parameters with { Profile = name, Columns = null, Constants = null };
        }
        var isToRun = form.Do is DraftForm.Check or DraftForm.Import;
        await uploads.ChangeAsync(upload.Id, kind.Name, parameters, isToRun, ct);
        if (!isToRun)
        {
            return RedirectToAction(nameof(Look), new { id = upload.Id });
        }
        signal.Ring();
        return RedirectToAction(nameof(UploadsController.Progress), "Uploads", new { id = upload.Id });
    }

    private async Task<IActionResult> ShowAsync(
        ImportUpload upload,
        DraftForm form,
        UploadParameters parameters,
        IReadOnlyList<int>? chosen,
        CancellationToken ct
    )
    {
        ImportRequest request;
        try
        {
            request = await parameters.ToRequestAsync(upload.Kind, User.By(), profiles.GetAsync, ct);
        }
        catch (ImportUsageException wrong)
        {
            // The profile may be gone meanwhile; the file can be looked at without it.
            ModelState.AddModelError("", wrong.Reason.In(CultureInfo.CurrentUICulture));
            parameters = new UploadParameters();
            request = await parameters.ToRequestAsync(upload.Kind, User.By(), profiles.GetAsync, ct);
        }
        return View(
            "Draft",
            new DraftPage(
                upload,
                form,
                await PreviewAsync(upload, request, chosen, ct),
                request.Profile.Constants,
                await profiles.AllAsync(ct),
                await ledger.SourcesAsync(ct),
                await ledger.ClosedAsync(ct)
            )
        );
    }

    private async Task<FilePreview> PreviewAsync(
        ImportUpload upload,
        ImportRequest request,
        IReadOnlyList<int>? chosen,
        CancellationToken ct
    ) =>
        FilePreview.Of(
            new ImportFile(await contents.OpenAsync(upload, ct), upload.FileName, options, request.Profile.Sheet),
            ImportRunner.FindKind(request.Kind),
            request.Profile,
            chosen,
            options,
            ct
        );
}

/// <summary>A file that lies ready, as its page shows it.</summary>
public sealed record DraftPage(
    ImportUpload Upload,
    DraftForm Form,
    FilePreview Preview,
    IReadOnlyDictionary<string, string> Constants,
    IReadOnlyList<StoredProfile> Profiles,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> Closed
);
