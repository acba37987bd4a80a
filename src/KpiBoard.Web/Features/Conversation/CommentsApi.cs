using System.ComponentModel.DataAnnotations;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>Comments for scripts.</summary>
[Route("api/v1/comments")]
public sealed class CommentsApi(
    ConversationDesk desk,
    ConversationQueries queries,
    CommentStore store,
    Audience audience
) : BearerController
{
    /// <summary>What was said of a subject, oldest first; of a figure with its points.</summary>
    /// <param name="subject">
    /// <c>initiative:7</c>, <c>figure:churn.logo</c> or <c>point:churn.logo/2026-10</c>; a figure and a point may end in a
    /// member, <c>/segment:Small business</c>.
    /// </param>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<IReadOnlyList<CommentAnswer>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> List(string? subject, CancellationToken ct)
    {
        if (await desk.SubjectAsync(subject, ct) is not { } about)
        {
            return Unknown(subject);
        }
        var rows = (await queries.OfAsync(about, ct))
            .Where(row => !row.IsDeleted && (about.Kind != Subject.Point || row.Period == about.Period))
            .ToList();
        var tasks = (await queries.TasksAsync([.. rows.Select(row => row.Id)], ct)).ToLookup(task => task.CommentId);
        return Ok(rows.Select(row => CommentAnswer.Of(row, tasks[row.Id])).ToList());
    }

    /// <summary>Adds a comment under the token's name. People are mentioned as on the pages: an @ and their name.</summary>
    /// <response code="201">Added; the answer is the comment.</response>
    [HttpPost("")]
    [Authorize(AccessPolicy.ApiWrite)]
    [ProducesResponseType<CommentAnswer>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Add(CommentRequest request, CancellationToken ct)
    {
        if (await desk.SubjectAsync(request.Subject, ct) is not { } about)
        {
            return Unknown(request.Subject);
        }
        var (words, refused) = await desk.ReadAsync(about, request.Text!, null, ct);
        if (words is null || words.Text.Length == 0)
        {
            return Problem(words is null ? refused : "The text is empty.", statusCode: StatusCodes.Status400BadRequest);
        }
        var reader = await audience.ReaderAsync(User, ct);
        if (await store.AddAsync(about, null, words, reader, ct) is not { } id)
        {
            return Problem(
                $"At most {CommentStore.MostPerMinute} comments a minute. Wait a moment, then send it again.",
                statusCode: StatusCodes.Status429TooManyRequests
            );
        }
        return Created((Uri?)null, CommentAnswer.Of((await queries.FindAsync(id, ct))!, []));
    }

    private ObjectResult Unknown(string? subject) =>
        Problem(
            $"There is no subject '{subject}'. Write initiative:ID, figure:KPI or point:KPI/PERIOD; "
                + "a figure and a point may end in /DIMENSION:MEMBER.",
            statusCode: StatusCodes.Status404NotFound
        );
}

/// <summary>What a script says.</summary>
public sealed record CommentRequest
{
    [Required]
    public string? Subject { get; init; }

    [Required, MaxLength(CommentForm.LongestText)]
    public string? Text { get; init; }
}

public sealed record CommentAnswer(
    long Id,
    long? Parent,
    string Subject,
    string Author,
    string Text,
    DateTimeOffset WrittenAt,
    DateTimeOffset? EditedAt,
    DateTimeOffset? ResolvedAt,
    IReadOnlyList<TaskAnswer> Tasks
)
{
    public static CommentAnswer Of(CommentRow row, IEnumerable<TaskRow> tasks) =>
        new(
            row.Id,
            row.ParentId,
            row.Subject.ToString(),
            row.Author,
            row.Text,
            row.WrittenAt,
            row.EditedAt,
            row.ResolvedAt,
            [
                .. tasks.Select(task => new TaskAnswer(
                    task.Id,
                    task.Title,
                    task.Owner,
                    task.DueOn,
                    task.DoneAt,
                    task.WithdrawnAt
                )),
            ]
        );
}

public sealed record TaskAnswer(
    long Id,
    string Title,
    string Owner,
    DateOnly? DueOn,
    DateTimeOffset? DoneAt,
    DateTimeOffset? WithdrawnAt
);
