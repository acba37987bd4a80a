using System.Security.Claims;
using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What every page and endpoint of the conversation asks first: is it there, may this person, whom does it name.</summary>
public sealed class ConversationDesk(
    ConversationQueries queries,
    Audience audience,
    PageFrame frame,
    IStringLocalizer<ConversationText> text,
    IStringLocalizer<FigureText> figureText
)
{
    public async Task<SubjectWords> WordsAsync() =>
        new(text, figureText, await frame.SettingsAsync(), await frame.FiguresAsync());

    /// <summary>The subject that a form or an address names; null when there is none such.</summary>
    public async Task<Subject?> SubjectAsync(string? typed, CancellationToken ct) =>
        (await WordsAsync()).Read(typed) is { } subject && await audience.IsThereAsync(subject, ct) ? subject : null;

    public async Task<Opened<CommentRow>?> CommentAsync(long id, ClaimsPrincipal person, CancellationToken ct) =>
        await queries.FindAsync(id, ct) is { } row ? await OpenAsync(row, person, ct) : null;

    public async Task<Opened<TaskRow>?> TaskAsync(long id, ClaimsPrincipal person, CancellationToken ct) =>
        await queries.TaskAsync(id, ct) is { } row ? await OpenAsync(row, person, ct) : null;

    /// <summary>The title of the initiative that is spoken of.</summary>
    public async Task<string?> InitiativeAsync(Subject subject, CancellationToken ct) =>
        subject.InitiativeId is { } id ? await queries.InitiativeAsync(id, ct) : null;

    /// <summary>Who asks; null when the subject is not for them.</summary>
    public async Task<Reader?> ReaderAsync(Subject subject, ClaimsPrincipal person, CancellationToken ct)
    {
        var reader = await audience.ReaderAsync(person, ct);
        return await audience.MaySeeAsync(reader, subject, ct) ? reader : null;
    }

    /// <summary>
    /// Takes a typed text and finds whom it names. Somebody who may not see the subject cannot be told about it: then
    /// nothing is taken, and the sentence says who it is.
    /// </summary>
    public async Task<(Words? Words, string Refused)> ReadAsync(
        Subject subject,
        string typed,
        long? chosen,
        CancellationToken ct
    )
    {
        var people = await audience.PeopleAsync(subject, ct);
        var said = typed.ReplaceLineEndings("\n").Trim();
        var named = Mentions.In(said, people).Select(mention => mention.Person).ToHashSet();
        if (people.FirstOrDefault(person => person.Id == chosen) is { } picked && named.Add(picked))
        {
            said += $" @{picked.Handle}";
        }
        return named.FirstOrDefault(person => !person.MaySee) is { } stranger
            ? (null, text["Invalid.Stranger", stranger.Handle])
            : (new Words(said, Language.Current.Code, [.. named.Select(person => person.Id)]), "");
    }

    private async Task<Opened<T>> OpenAsync<T>(T row, ClaimsPrincipal person, CancellationToken ct)
        where T : AboutRow
    {
        var reader = await audience.ReaderAsync(person, ct);
        return new(row, reader, await audience.MaySeeAsync(reader, row.Subject, ct));
    }
}

/// <summary>A row that was asked for, and who asks.</summary>
public sealed record Opened<T>(T Row, Reader Reader, bool MaySee);
