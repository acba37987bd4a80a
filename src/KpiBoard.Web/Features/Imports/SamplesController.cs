using KpiBoard.Web.Features.Imports.Samples;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Imports;

/// <summary>A file of each kind to try with, and to show those who will make the real ones.</summary>
[Route("imports/samples")]
[Authorize(AccessPolicy.ReadImports)]
public sealed class SamplesController(SampleFiles samples, PageFrame frame) : Controller
{
    [HttpGet("{kind}")]
    public async Task<IActionResult> Download(string kind) =>
        samples.Of(kind, Language.Current, await frame.SettingsAsync()) is { } content
            ? File(content, SampleFiles.ContentType, SampleFiles.NameOf(kind))
            : NotFound();
}
