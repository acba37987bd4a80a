using System.Globalization;
using KpiBoard.Data;
using KpiBoard.Web.Features.PersonalData.Erasing;
using KpiBoard.Web.Features.PersonalData.Files;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Features.PersonalData.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.PersonalData;

/// <summary>
/// What somebody has a right to: to know what is held of them, to have it, and to be forgotten. What is looked for is
/// sent in the body, so that no name stands in an address.
/// </summary>
[Route("administration/personal-data")]
[Authorize(AccessPolicy.Administer)]
public sealed class PersonalDataController(
    PersonQueries queries,
    TableScan scan,
    PersonFiles files,
    PersonExport export,
    ErasureStore store,
    ErasureSignal signal,
    PersonalDataReader reader,
    IStringLocalizer<PersonalDataText> text
) : Controller
{
    private const int LongestSearch = 200;
    private const string Zip = "application/zip";

    /// <summary>As long as a person waits; what takes longer goes on by itself.</summary>
    private static readonly TimeSpan WaitFor = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    [HttpGet("")]
    public async Task<IActionResult> Index(string? done, CancellationToken ct) =>
        View(
            "PersonalData",
            await reader.ReadAsync(null, ct) with
            {
                Done = done is "erased" or "readmitted" ? done : null,
            }
        );

    [HttpPost("")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> Search(string? q, CancellationToken ct)
    {
        var wanted = (q ?? "").Trim();
        wanted = wanted[..Math.Min(wanted.Length, LongestSearch)];
        return wanted.Length == 0
            ? RedirectToAction(nameof(Index))
            : View("PersonalData", await reader.ReadAsync(wanted, ct));
    }

    [HttpGet("{id:long}")]
    [KeepsReading("Customer")]
    public Task<IActionResult> Show(long id, CancellationToken ct) => ShowAsync(id, new PersonForm(), ct);

    /// <summary>Looks for other words as well.</summary>
    [HttpPost("{id:long}")]
    [KeepsReading("Customer")]
    public Task<IActionResult> Show(long id, PersonForm form, CancellationToken ct) => ShowAsync(id, form, ct);

    [HttpPost("{id:long}/export")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> Export(long id, PersonForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } person)
        {
            return NotFound();
        }
        var file = PrivateFiles.OpenTemporary();
        await export.WriteAsync(file, person, form.Words, ct);
        file.Position = 0;
        return File(file, Zip, string.Create(CultureInfo.InvariantCulture, $"customer-{id}.zip"));
    }

    [HttpPost("{id:long}/erase")]
    [KeepsReading("Customer")]
    public async Task<IActionResult> Erase(long id, PersonForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } person)
        {
            return NotFound();
        }
        Check(person, form);
        if (!ModelState.IsValid)
        {
            return await ShowAsync(id, form, ct);
        }
        var erasure = await store.BeginAsync(person, form.ToRequest(User.By()), ct);
        signal.Ring();
        for (var waited = TimeSpan.Zero; waited < WaitFor; waited += LookEvery)
        {
            if ((await store.ListAsync(ct)).First(each => each.Id == erasure).FinishedAt is not null)
            {
                break;
            }
            await Task.Delay(LookEvery, ct);
        }
        return RedirectToAction(nameof(Index), new { done = "erased" });
    }

    [HttpPost("readmit")]
    public async Task<IActionResult> Readmit(string? number, CancellationToken ct)
    {
        if (await store.LiftAsync((number ?? "").Trim(), User.By(), ct))
        {
            return RedirectToAction(nameof(Index), new { done = "readmitted" });
        }
        ModelState.AddModelError("number", text["Readmit.Unknown"]);
        return View("PersonalData", await reader.ReadAsync(null, ct));
    }

    private void Check(DataSubject person, PersonForm form)
    {
        if (person.IsErased)
        {
            ModelState.AddModelError(nameof(form.Confirm), text["Erase.Already"]);
        }
        if (form.Confirm.Trim() != person.Number)
        {
            ModelState.AddModelError(nameof(form.Confirm), text["Erase.Confirm.Wrong", person.Number]);
        }
        if (!ErasureGround.All.Contains(form.Ground))
        {
            ModelState.AddModelError(nameof(form.Ground), text["Erase.Ground.Missing"]);
        }
        if (!ErasureRequester.All.Contains(form.Requester))
        {
            ModelState.AddModelError(nameof(form.Requester), text["Erase.Ground.Missing"]);
        }
        var terms = person.Terms(form.Words);
        if (
            form.Reference.Length > PersonForm.LongestReference
            || terms.AreIn(form.Reference)
            || terms.IsCell(form.Reference)
        )
        {
            ModelState.AddModelError(nameof(form.Reference), text["Erase.Reference.Names"]);
        }
    }

    private async Task<IActionResult> ShowAsync(long id, PersonForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } person)
        {
            return NotFound();
        }
        var terms = person.Terms(form.Words);
        return View(
            "Person",
            new PersonPage(person, await scan.CountAsync(person.Ids, terms, ct), files.Find(terms, ct), form)
            {
                Attachments = await queries.AttachmentsAsync(ct),
            }
        );
    }
}
