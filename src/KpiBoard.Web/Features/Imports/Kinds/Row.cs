using System.Buffers;
using System.Text;
using CsvHelper;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>
/// The record being read, cell by cell, under the columns' names in the contract. One object serves a whole file and
/// makes no garbage for a row that is right. The first thing wrong with a cell is kept; the row is then not stored.
/// </summary>
public sealed class Row
{
    private const int EarliestDate = 1900_01_01;
    private const int ShownCharacters = 60;

    private readonly RowContext context;
    private readonly CsvReader reader;
    private readonly CustomerNumbers customers;
    private readonly byte[]?[] constants;
    private readonly byte[][]?[] missing;
    private readonly byte decimalSign;
    private readonly DateFormat dateFormat;
    private readonly byte[] companyCurrency;
    private readonly byte[] upperCurrency = new byte[3];
    private readonly int latestDate;
    private readonly bool unescape;

    public Row(RowContext context, CsvReader reader, CustomerNumbers customers)
    {
        this.context = context;
        this.reader = reader;
        this.customers = customers;
        var columns = context.Kind.Columns;
        constants = [.. columns.Select(column => Utf8(context.Profile.Constants.GetValueOrDefault(column.Name)))];
        missing =
        [
            .. columns.Select(column =>
                context.Profile.Missing.GetValueOrDefault(column.Name) is { } values
                    ? values.Select(value => Utf8(value)!).ToArray()
                    : null
            ),
        ];
        decimalSign = (byte)(context.Layout.Format.Decimal ?? '.');
        dateFormat = context.Layout.Format.Date ?? DateFormat.Iso;
        companyCurrency = Utf8(context.CompanyCurrency) ?? [];
        latestDate = Number(context.Today.AddDays(1));
        unescape = context.Layout.IsQuarantineDownload;
    }

    public List<ImportError> Errors { get; } = [];

    public long Line { get; private set; }

    /// <summary>The currencies that have occurred so far.</summary>
    public CurrencySeen Currencies { get; } = new();

    public void MoveTo(long line)
    {
        Line = line;
        Errors.Clear();
    }

    /// <summary>Whether the file or a constant gives the column at all.</summary>
    public bool Has(int column) => constants[column] is not null || context.Layout.Fields[column] >= 0;

    /// <summary>The cell without surrounding blanks; empty when it is blank, missing by the profile, or not there.</summary>
    public ReadOnlySpan<byte> Cell(int column)
    {
        var field = context.Layout.Fields[column];
        var cell = field >= 0 ? Trim(reader.GetSpan(field)) : constants[column];
        if (
            unescape
            && cell
                is [(byte)'\'', (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@', ..]
                    // The wide forms of the same.
                    or [(byte)'\'', 0xEF, 0xBC, 0x9D or 0x8B or 0x8D or 0xA0, ..]
        )
        {
            cell = cell[1..];
        }
        if (missing[column] is { } values)
        {
            foreach (var value in values)
            {
                if (cell.SequenceEqual(value))
                {
                    return default;
                }
            }
        }
        return cell;
    }

    /// <summary>A text within its column's length; empty when blank.</summary>
    public ReadOnlySpan<byte> Text(int column)
    {
        var cell = Cell(column);
        var limit = context.Kind.Columns[column].MaxLength;
        if (cell.Length > limit && Encoding.UTF8.GetCharCount(cell) > limit)
        {
            Fail(column, "text.tooLong", $"{limit}");
            return default;
        }
        return cell;
    }

    public void SetText(BulkChunk chunk, int target, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            chunk.SetNull(target);
        }
        else
        {
            chunk.SetText(target, text);
        }
    }

    /// <summary>The customer's number within this import; 0 stands for no customer.</summary>
    public int Customer(int column) => customers.NumberOf(Text(column));

    public long? Money(int column, bool required)
    {
        if (!TryNumber(column, required, out var number))
        {
            return null;
        }
        if (number.ToMoney(out var units) is { } problem)
        {
            Fail(column, problem);
            return null;
        }
        return units;
    }

    /// <summary>False when the cell is blank or wrong.</summary>
    public bool TryNumber(int column, bool required, out ExactNumber number)
    {
        number = default;
        var cell = Cell(column);
        if (cell.IsEmpty)
        {
            FailWhenRequired(column, required);
            return false;
        }
        // Constants are written as the contract writes numbers, whatever the file's own sign is.
        var sign = context.Layout.Fields[column] < 0 ? (byte)'.' : decimalSign;
        if (ExactNumber.Parse(cell, sign, out number) is { } problem)
        {
            Fail(column, problem, $"{(char)sign}");
            return false;
        }
        return true;
    }

    /// <summary>The day as yyyymmdd, whatever the time of day and offset behind it.</summary>
    public int? Date(int column, bool required, bool mayBeInFuture) =>
        DateAndTime(column, required, mayBeInFuture, out _);

    /// <summary>The day in the company's time zone, and the instant in milliseconds since 1970 UTC.</summary>
    public int? Instant(int column, out long milliseconds)
    {
        milliseconds = 0;
        if (DateAndTime(column, required: true, mayBeInFuture: true, out var time) is not { } date)
        {
            return null;
        }
        var local = new DateTime(date / 10_000, date / 100 % 100, date % 100) + time.Time;
        var utc = time.Offset is { } offset ? local - offset : ToUtc(local);
        milliseconds = (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
        if (time.Offset is not null)
        {
            date = Number(
                DateOnly.FromDateTime(
                    TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), context.TimeZone)
                )
            );
        }
        return IsTooLate(column, date) ? null : date;
    }

    /// <summary>One of the figures, by its code.</summary>
    /// <param name="unknown">What is said of a code that no figure has.</param>
    public KpiDefinition? Figure(int column, string unknown = "kpi.unknown")
    {
        var code = Encoding.UTF8.GetString(Cell(column));
        if (code.Length == 0)
        {
            Fail(column, "value.required");
            return null;
        }
        if (!context.Figures.TryGet(code, out var figure))
        {
            Fail(column, unknown);
            return null;
        }
        if (figure.Own is { IsRetired: true })
        {
            Fail(column, "kpi.retired");
            return null;
        }
        return figure;
    }

    /// <summary>The figure's number: a share that the company writes as 97.3 becomes 0.973, with every digit.</summary>
    public bool TryNumber(int column, bool required, KpiDefinition? figure, out ExactNumber number)
    {
        var isThere = TryNumber(column, required, out number);
        if (isThere && figure is { FileScale: 100 })
        {
            number = number with { Scale = number.Scale + 2 };
        }
        return isThere;
    }

    /// <summary>A period as the company writes it, and in that writing.</summary>
    public Period? Period(int column, out string text)
    {
        text = Encoding.UTF8.GetString(Cell(column));
        if (text.Length == 0)
        {
            Fail(column, "value.required");
            return null;
        }
        if (!context.Calendar.TryParse(text, out var period))
        {
            var example = new Month(context.Today.Year, context.Today.Month);
            Fail(
                column,
                "period.unknown",
                string.Join(
                    ", ",
                    Grains.All.Select(grain => context.Calendar.Text(context.Calendar.Containing(example, grain)))
                )
            );
            return null;
        }
        text = context.Calendar.Text(period);
        return period;
    }

    /// <summary>A period that has begun: what lies ahead is planned, not measured.</summary>
    public Period? MeasuredPeriod(int column, out string text)
    {
        var period = Period(column, out text);
        if (period is { } known && Number(known.First.FirstDay) > latestDate)
        {
            Fail(column, "measure.future");
        }
        return period;
    }

    /// <summary>Three capital letters; the company's currency when blank.</summary>
    public ReadOnlySpan<byte> Currency(int column)
    {
        var cell = Cell(column);
        if (cell.IsEmpty)
        {
            if (companyCurrency.Length == 0)
            {
                Fail(column, "currency.unknown");
            }
            Currencies.Add(companyCurrency);
            return companyCurrency;
        }
        if (
            cell.Length != 3
            || !Ascii.IsValid(cell)
            || Ascii.ToUpper(cell, upperCurrency, out _) != OperationStatus.Done
        )
        {
            Fail(column, "currency.invalid");
            return default;
        }
        foreach (var letter in upperCurrency)
        {
            if (letter is < (byte)'A' or > (byte)'Z')
            {
                Fail(column, "currency.invalid");
                return default;
            }
        }
        Currencies.Add(upperCurrency);
        return upperCurrency;
    }

    /// <summary>One of a few words; the first of them when blank.</summary>
    public ReadOnlySpan<byte> Choice(int column, byte[][] choices)
    {
        var cell = Cell(column);
        if (cell.IsEmpty)
        {
            return choices[0];
        }
        foreach (var choice in choices)
        {
            if (Ascii.EqualsIgnoreCase(cell, choice))
            {
                return choice;
            }
        }
        Fail(column, "choice.invalid", string.Join(", ", choices.Select(choice => Encoding.UTF8.GetString(choice))));
        return default;
    }

    public void FailWhenRequired(int column, bool required)
    {
        if (required)
        {
            Fail(column, "value.required");
        }
    }

    public void Fail(int column, string code, params string[] args) =>
        Errors.Add(
            new ImportError(
                Line,
                context.Kind.Columns[column].Name,
                Shown(reader, context.Layout.Fields[column], constants[column]),
                code,
                args
            )
        );

    public static string Shorten(string value) =>
        value.Length <= ShownCharacters ? value : string.Concat(value.AsSpan(0, ShownCharacters), "\u2026");

    public static int Number(DateOnly date) => date.Year * 10_000 + date.Month * 100 + date.Day;

    private int? DateAndTime(int column, bool required, bool mayBeInFuture, out FileTime time)
    {
        time = default;
        var cell = Cell(column);
        if (cell.IsEmpty)
        {
            FailWhenRequired(column, required);
            return null;
        }
        var format = context.Layout.Fields[column] < 0 ? DateFormat.Iso : dateFormat;
        var problem = format.Parse(cell, out var date, out var rest);
        if (problem is null && !FileTime.TryParse(rest, out time))
        {
            problem = "date.time";
        }
        if (problem is not null)
        {
            Fail(column, problem, format.Pattern);
            return null;
        }
        if (date < EarliestDate)
        {
            Fail(column, "date.tooOld");
            return null;
        }
        return !mayBeInFuture && IsTooLate(column, date) ? null : date;
    }

    private bool IsTooLate(int column, int date)
    {
        if (date > latestDate)
        {
            Fail(column, "date.future");
        }
        return date > latestDate;
    }

    /// <summary>Company time as UTC; an hour that the spring change skips counts as the one after it.</summary>
    private DateTime ToUtc(DateTime local) =>
        TimeZoneInfo.ConvertTimeToUtc(
            context.TimeZone.IsInvalidTime(local) ? local.AddHours(1) : local,
            context.TimeZone
        );

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        cell = cell.Trim(" \t\r\n"u8);
        // The no-break space that spreadsheets put beside numbers: C2 A0.
        while (cell is [0xC2, 0xA0, ..])
        {
            cell = cell[2..];
        }
        while (cell is [.., 0xC2, 0xA0])
        {
            cell = cell[..^2];
        }
        return cell;
    }

    private static string Shown(CsvReader reader, int field, byte[]? constant) =>
        Shorten(Encoding.UTF8.GetString(field < 0 ? constant : reader.GetSpan(field)));

    private static byte[]? Utf8(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text.Trim());
}
