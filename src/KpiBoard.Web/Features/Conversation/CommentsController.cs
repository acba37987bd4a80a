using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What somebody writes: shown where it belongs, stored, changed by its writer.</summary>
[Route("comments")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class CommentsController(
    ConversationDesk desk,
    CommentStore store,
    Audience audience,
    IStringLocalizer<ConversationText> text
) : Controller
{
    /// <summary>The stable address of a comment: leads to it, on the page of what it is about.</summary>
    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken ct)
    {
        if (await desk.CommentAsync(id, User, ct) is not { Row.IsDeleted: false } opened)
        {
            return NotFound();
        }
        return opened.MaySee
            ? LocalRedirect(Url.Content($"~{(await desk.WordsAsync()).Path(opened.Row.Subject)}#comment-{id}"))
            : Forbid();
    }

    [HttpPost("")]
    public async Task<IActionResult> Add(CommentForm form, CancellationToken ct)
    {
        var parent = form.Parent is { } id ? (await desk.CommentAsync(id, User, ct))?.Row : null;
        // An answer is about what is answered, and stands in that thread.
        var subject = parent?.Subject ?? await desk.SubjectAsync(form.Subject, ct);
        if (subject is null || (form.Parent is not null && parent is null))
        {
            return NotFound();
        }
        if (await desk.ReaderAsync(subject, User, ct) is not { } reader)
        {
            return Forbid();
        }
        if (parent is { IsDeleted: true })
        {
            ModelState.AddModelError("", text["Invalid.Gone"]);
        }
        var words = await ReadAsync(subject, form, ct);
        if (words is not null && ModelState.IsValid)
        {
            if (await store.AddAsync(subject, parent?.ParentId ?? parent?.Id, words, reader, ct) is { } added)
            {
                return await BackAsync(form.Back, subject, Deed.Written, added);
            }
            ModelState.AddModelError("", text["Invalid.TooFast"]);
        }
        return await WriteAsync(subject, null, form, null, ct);
    }

    [HttpGet("{id:long}/edit")]
    public async Task<IActionResult> Edit(long id, string? back, CancellationToken ct)
    {
        if (await desk.CommentAsync(id, User, ct) is not { Row.IsDeleted: false } opened)
        {
            return NotFound();
        }
        var row = opened.Row;
        var form = new CommentForm
        {
            Text = row.Text,
            Version = row.Version,
            Back = back ?? "",
        };
        return IsOwn(opened) ? await WriteAsync(row.Subject, row, form, null, ct) : Forbid();
    }

    [HttpPost("{id:long}/edit")]
    public async Task<IActionResult> Edit(long id, CommentForm form, CancellationToken ct)
    {
        if (await desk.CommentAsync(id, User, ct) is not { } opened)
        {
            return NotFound();
        }
        if (!IsOwn(opened))
        {
            return Forbid();
        }
        var row = opened.Row;
        if (await ReadAsync(row.Subject, form, ct) is not { } words || !ModelState.IsValid)
        {
            return await WriteAsync(row.Subject, row, form, null, ct);
        }
        if (await store.EditAsync(id, form.Version, words, opened.Reader, ct))
        {
            return await BackAsync(form.Back, row.Subject, Deed.Edited, id);
        }
        // The form goes on from what is stored now; the typed text stays in it.
        var stored = (await desk.CommentAsync(id, User, ct))!.Row;
        if (stored.IsDeleted)
        {
            return await BackAsync(form.Back, row.Subject, SaidNotice.Meanwhile, id);
        }
        ModelState.Clear();
        return await WriteAsync(row.Subject, stored, form with { Version = stored.Version }, stored, ct);
    }

    private static bool IsOwn(Opened<CommentRow> opened) =>
        opened.MaySee && opened.Row.AuthorId is { } author && author == opened.Reader.Id;

    private async Task<Words?> ReadAsync(Subject subject, CommentForm form, CancellationToken ct)
    {
        var (words, refused) = await desk.ReadAsync(subject, form.Text, form.Mention, ct);
        if (words is null)
        {
            ModelState.AddModelError(nameof(form.Text), refused);
        }
        return words;
    }

    private async Task<IActionResult> WriteAsync(
        Subject subject,
        CommentRow? comment,
        CommentForm form,
        CommentRow? stored,
        CancellationToken ct
    )
    {
        var words = await desk.WordsAsync();
        var initiative = comment?.Initiative ?? await desk.InitiativeAsync(subject, ct);
        var people = await audience.PeopleAsync(subject, ct);
        // Not to another site, nor into a script.
        form = form with
        {
            Back = Url.IsLocalUrl(form.Back) ? form.Back : Url.Content($"~{words.Path(subject)}"),
        };
        return View("Write", new WritePage(form, words.Name(subject, initiative), comment, people) { Stored = stored });
    }

    private async Task<LocalRedirectResult> BackAsync(string back, Subject subject, string said, long id) =>
        Back.To(Url, back, (await desk.WordsAsync()).Path(subject), said, id);
}
