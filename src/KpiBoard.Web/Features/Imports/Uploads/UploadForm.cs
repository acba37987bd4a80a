using FluentValidation;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Features.Imports.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The form by which a person sends a file; what is left open is found in the file itself.</summary>
public sealed record UploadForm
{
    public IFormFile? File { get; init; }

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

    public ImportParameters ToParameters() =>
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
            FileName = File?.FileName,
        };
}

public sealed class UploadFormValidator : AbstractValidator<UploadForm>
{
    public UploadFormValidator(IStringLocalizer<ImportsText> text, ImportOptions options)
    {
        RuleFor(form => form.File)
            .NotNull()
            .WithMessage(_ => text["New.FileMissing"])
            .Must(file => file is null || file.Length <= options.MaxUploadBytes)
            .WithMessage(_ => text["New.FileTooLarge"]);
        RuleFor(form => form.Kind)
            .Must(kind => ImportKind.Find(kind) is not null)
            .WithMessage(_ => text["New.KindUnknown"]);
        RuleFor(form => form.Source).MaximumLength(100).WithMessage(_ => text["New.SourceTooLong"]);
    }
}
