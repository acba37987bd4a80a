using System.Buffers.Binary;
using System.Text;

namespace KpiBoard.Web.Tests.Telemetry;

/// <summary>One message of protocol buffers, read without its description: fields by number.</summary>
internal sealed class Protobuf
{
    private readonly ILookup<int, Field> fields;

    private Protobuf(IEnumerable<Field> fields) => this.fields = fields.ToLookup(field => field.Number);

    public static Protobuf Parse(ReadOnlyMemory<byte> message)
    {
        var found = new List<Field>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            var length = (tag & 7) switch
            {
                0 => -1,
                1 => 8,
                2 => (int)Varint(message, ref at),
                5 => 4,
                _ => throw new InvalidDataException($"There is no kind {tag & 7} of field."),
            };
            if (length < 0)
            {
                found.Add(new((int)(tag >> 3), Varint(message, ref at), default));
                continue;
            }
            var bytes = message.Slice(at, length);
            at += length;
            var value = length == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span) : 0;
            found.Add(new((int)(tag >> 3), value, bytes));
        }
        return new(found);
    }

    public IEnumerable<Protobuf> Messages(int number) => fields[number].Select(field => Parse(field.Bytes));

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number).Span);

    public ulong Number(int number) => fields[number].LastOrDefault()?.Value ?? 0;

    public double Real(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    public bool Has(int number) => fields[number].Any();

    private ReadOnlyMemory<byte> Bytes(int number) => fields[number].LastOrDefault()?.Bytes ?? default;

    private static ulong Varint(ReadOnlyMemory<byte> message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message.Span[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private sealed record Field(int Number, ulong Value, ReadOnlyMemory<byte> Bytes);
}
