using System.Text;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>
/// A sheet as the text that everything else reads: UTF-8, semicolons, a line for each row under the row's own number, so
/// that a line of a message is a row of the sheet.
/// </summary>
public sealed class SheetStream(XlsxPackage package, XlsxWorkbook workbook, CellStyle style) : Stream
{
    public const char Delimiter = ';';

    private const int Chunk = 64 * 1024;

    private readonly SheetReader reader = new(package, workbook, style);
    private readonly StringBuilder text = new();
    private readonly byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(Chunk)];
    private ReadOnlyMemory<byte> ready;
    private int line;
    private int columns;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (ready.IsEmpty && !Fill())
        {
            return 0;
        }
        var count = Math.Min(buffer.Length, ready.Length);
        ready.Span[..count].CopyTo(buffer);
        ready = ready[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
            package.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        while (text.Length < Chunk && reader.Read())
        {
            if (reader.Cells.Count == 0)
            {
                continue;
            }
            text.Append('\n', Math.Max(0, reader.Row - line - 1));
            line = reader.Row;
            // The first row with something in it is the header, and says how wide the table is.
            columns = columns == 0 ? reader.Cells.Count : columns;
            for (var i = 0; i < Math.Max(columns, reader.Cells.Count); i++)
            {
                if (i > 0)
                {
                    text.Append(Delimiter);
                }
                if (i < reader.Cells.Count)
                {
                    Append(reader.Cells[i]);
                }
            }
            text.Append('\n');
        }
        if (text.Length == 0)
        {
            return false;
        }
        // A letter of two parts is not cut between them.
        var count = Math.Min(text.Length, Chunk);
        count -= count < text.Length && char.IsHighSurrogate(text[count - 1]) ? 1 : 0;
        var characters = text.ToString(0, count);
        text.Remove(0, count);
        ready = bytes.AsMemory(0, Encoding.UTF8.GetBytes(characters, bytes));
        return true;
    }

    private void Append(string cell)
    {
        if (cell.AsSpan().IndexOfAny(Delimiter, '"') < 0)
        {
            text.Append(cell);
            return;
        }
        text.Append('"').Append(cell).Replace("\"", "\"\"", text.Length - cell.Length, cell.Length).Append('"');
    }
}
