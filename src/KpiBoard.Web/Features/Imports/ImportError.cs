using System.Globalization;
using System.Resources;
using System.Text.Json.Serialization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>A sentence of the import, by its key in the resources, so that a page can say it in its reader's language.</summary>
public sealed record ImportMessage(string Code, params string[] Args)
{
    private static readonly ResourceManager Texts = new(
        "KpiBoard.Web.Features.Imports.Resources.ImportMessages",
        typeof(ImportMessage).Assembly
    );

    public string In(CultureInfo culture) =>
        string.Format(
            culture,
            Texts.GetString(Code, culture) ?? throw new InvalidOperationException($"There is no text for '{Code}'."),
            Args
        );

    /// <summary>In English, the language of commands, endpoints and stored answers.</summary>
    public override string ToString() => In(CultureInfo.InvariantCulture);
}

/// <summary>What is wrong with one cell, row or file, and what to do about it.</summary>
/// <param name="Line">The line of the file on which the record starts; 1 is the header.</param>
/// <param name="Column">The column's name in the contract, whatever the file calls it; null for a whole row.</param>
/// <param name="Value">What stands there, shortened.</param>
public sealed record ImportError(long Line, string? Column, string? Value, string Code, params string[] Args)
{
    public string Message => ToMessage().ToString();

    /// <summary>The sheet of a workbook; the line is a row of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sheet { get; init; }

    public ImportMessage ToMessage() => new(Code, Args);

    /// <summary>The month that would change is the first of <see cref="Args"/>.</summary>
    [JsonIgnore]
    public bool IsOfClosedMonth => Code.StartsWith("period.closed", StringComparison.Ordinal);
}

/// <summary>The whole file is refused, whatever its rows hold.</summary>
public sealed class ImportRefusedException(IReadOnlyList<ImportError> errors, long count) : Exception(errors[0].Message)
{
    public ImportRefusedException(ImportError error)
        : this([error], 1) { }

    public ImportRefusedException(string code, params string[] args)
        : this(new ImportError(1, null, null, code, args)) { }

    public ImportError Error => Errors[0];

    /// <summary>The first reasons.</summary>
    public IReadOnlyList<ImportError> Errors { get; } = errors;

    /// <summary>How many there are in all.</summary>
    public long Count { get; } = count;
}

/// <summary>The caller asked for something that does not exist or does not fit; nothing was read.</summary>
public sealed class ImportUsageException(ImportMessage message) : Exception(message.ToString())
{
    public ImportUsageException(string code, params string[] args)
        : this(new ImportMessage(code, args)) { }

    public ImportMessage Reason { get; } = message;
}

/// <summary>The errors of one import: at most <see cref="Kept"/> are kept, all are counted.</summary>
public sealed class ImportErrors
{
    public const int Kept = 1_000;

    private readonly List<ImportError> errors = [];

    public long Count { get; private set; }

    public void Add(ImportError error)
    {
        Count++;
        if (errors.Count < Kept)
        {
            errors.Add(error);
        }
    }

    /// <summary>The first ones in the order of the file, together with those of another list.</summary>
    public IReadOnlyList<ImportError> With(ImportErrors other) =>
        [.. errors.Concat(other.errors).OrderBy(error => error.Line).Take(Kept)];
}

/// <summary>The closed months for which a file is refused.</summary>
/// <param name="Named">When it was refused.</param>
/// <param name="Still">Now.</param>
/// <param name="Back">Where to go on when they are open.</param>
public sealed record ClosedView(IReadOnlyList<string> Named, IReadOnlyList<string> Still, string Back, bool MayChange)
{
    public static ClosedView Of(ImportAnswer answer, IReadOnlyList<string> closed, string back, bool mayChange)
    {
        var named = (answer.Errors ?? []).Where(error => error.IsOfClosedMonth).Select(error => error.Args[0]);
        List<string> months = [.. named.Distinct().Order(StringComparer.Ordinal)];
        return new(months, [.. months.Where(closed.Contains)], back, mayChange);
    }
}
