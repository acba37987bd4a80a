using FluentValidation;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Features.Imports.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The form by which a person sends files; what is left open is found in each file itself.</summary>
public sealed record UploadForm
{
    public const string Look = "look";
    public const string Try = "try";

    public List<IFormFile> File { get; init; } = [];

    /// <summary>Whether the files are to be looked at, or tried, before they are imported.</summary>
    public string Do { get; init; } = "";

    public string Kind { get; init; } = "revenue";

    public string Source { get; init; } = "";

    public string Profile { get; init; } = "";

    public string OnError { get; init; } = ImportParameters.Refuse;

    public bool Strict { get; init; }

    public long? Replaces { get; init; }

    public string Delimiter { get; init; } = "";

    public string Encoding { get; init; } = "";

    public string Decimal { get; init; } = "";

    public string DateFormat { get; init; } = "";

    public bool SaysHowItIsWritten => (Delimiter + Encoding + Decimal + DateFormat).Length > 0;

    public UploadParameters ToParameters(IFormFile file) =>
        new()
        {
            Profile = Profile,
            Source = Source,
            Delimiter = Delimiter,
            Encoding = Encoding,
            Decimal = Decimal,
            DateFormat = DateFormat,
            OnError = OnError,
            Strict = Strict,
            Replaces = Replaces,
            DryRun = Do == Try,
            FileName = file.FileName,
        };
}

public sealed class UploadFormValidator : AbstractValidator<UploadForm>
{
    public UploadFormValidator(IStringLocalizer<ImportsText> text, ImportOptions options)
    {
        RuleFor(form => form.File)
            .NotEmpty()
            .WithMessage(_ => text["New.FileMissing"])
            .Must(files => files.TrueForAll(file => file.Length <= options.MaxUploadBytes))
            .WithMessage(_ => text["New.FileTooLarge"])
            .Must((form, files) => form.Replaces is null || files.Count <= 1)
            .WithMessage(_ => text["New.OneReplaces"]);
        RuleFor(form => form.Kind)
            .Must(kind => ImportKind.Find(kind) is not null)
            .WithMessage(_ => text["New.KindUnknown"]);
        RuleFor(form => form.Source).MaximumLength(100).WithMessage(_ => text["New.SourceTooLong"]);
    }
}
