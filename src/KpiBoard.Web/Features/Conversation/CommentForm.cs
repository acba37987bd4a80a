using System.Globalization;
using FluentValidation;
using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>A comment as it is typed.</summary>
public sealed record CommentForm
{
    public const int LongestText = 4000;

    /// <summary>What it is about, as <see cref="Conversation.Subject"/> writes it.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The comment that is answered.</summary>
    public long? Parent { get; init; }
    public string Text { get; init; } = "";

    /// <summary>Somebody chosen from the list, for browsers in which the picker does not run.</summary>
    public long? Mention { get; init; }
    public int Version { get; init; }
    public string Back { get; init; } = "";
}

internal sealed class CommentFormValidator : AbstractValidator<CommentForm>
{
    public CommentFormValidator(IStringLocalizer<ConversationText> text)
    {
        RuleFor(form => form.Text).Must(typed => typed.Trim().Length > 0).WithMessage(_ => text["Invalid.Empty"]);
        RuleFor(form => form.Text)
            .MaximumLength(CommentForm.LongestText)
            .WithMessage(form =>
                text[
                    "Invalid.Long",
                    Formats.Current.Whole(CommentForm.LongestText),
                    Formats.Current.Whole(form.Text.Length)
                ]
            );
    }
}

/// <summary>A task as it is typed.</summary>
public sealed record TaskForm
{
    public const int LongestTitle = 200;

    public string Title { get; init; } = "";
    public long? Owner { get; init; }

    /// <summary>As a browser's date field sends it.</summary>
    public string Due { get; init; } = "";
    public string Back { get; init; } = "";

    public DateOnly? DueOn => DayOf(Due);

    internal static DateOnly? DayOf(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>
    /// What a comment would be called as a task: its first line without whom it speaks to, as much as fits.
    /// </summary>
    public static string TitleOf(string text, IEnumerable<string> handles)
    {
        var line = text.Split('\n')[0].Trim();
        var spokenTo = handles.FirstOrDefault(handle =>
            line.StartsWith($"@{handle} ", StringComparison.OrdinalIgnoreCase)
        );
        line = spokenTo is null ? line : line[(spokenTo.Length + 1)..].TrimStart(' ', ',', ':');
        if (line.Length <= LongestTitle)
        {
            return line;
        }
        var cut = line.LastIndexOf(' ', LongestTitle - 1);
        return line[..(cut > 0 ? cut : LongestTitle)];
    }
}

internal sealed class TaskFormValidator : AbstractValidator<TaskForm>
{
    public TaskFormValidator(IStringLocalizer<ConversationText> text)
    {
        RuleFor(form => form.Title).Must(typed => typed.Trim().Length > 0).WithMessage(_ => text["Invalid.Title"]);
        RuleFor(form => form.Title).MaximumLength(TaskForm.LongestTitle).WithMessage(_ => text["Invalid.Title"]);
        RuleFor(form => form.Owner).NotNull().WithMessage(_ => text["Invalid.Owner"]);
        RuleFor(form => form.DueOn)
            .NotNull()
            .When(form => form.Due.Length > 0)
            .WithMessage(_ => text["Invalid.Due"])
            .OverridePropertyName(nameof(TaskForm.Due));
    }
}

/// <summary>Whose a task becomes, and by when.</summary>
public sealed record MoveForm
{
    public long? Owner { get; init; }

    /// <summary>As a browser's date field sends it.</summary>
    public string Due { get; init; } = "";
    public int Version { get; init; }

    public DateOnly? DueOn => TaskForm.DayOf(Due);
}

internal sealed class MoveFormValidator : AbstractValidator<MoveForm>
{
    public MoveFormValidator(IStringLocalizer<ConversationText> text)
    {
        RuleFor(form => form.Owner).NotNull().WithMessage(_ => text["Invalid.Owner"]);
        RuleFor(form => form.DueOn)
            .NotNull()
            .When(form => form.Due.Length > 0)
            .WithMessage(_ => text["Invalid.Due"])
            .OverridePropertyName(nameof(MoveForm.Due));
    }
}
