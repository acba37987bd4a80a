using System.Buffers.Binary;

namespace KpiBoard.Web.Features.Imports.Values;

/// <summary>
/// 64 bits of a row's normalised content, by which a row sent again is recognised. Stored, so its result must never
/// change: words are folded by a 64 x 64 bit multiplication (the mixing step of Wang Yi's wyhash).
/// </summary>
public ref struct Fingerprint()
{
    private const ulong Secret = 0xA0761D6478BD642F;
    private const ulong Odd = 0xE7037ED1A0B428DB;
    private const ulong Absent = 0x8EBC6AF09C88C6E3;

    private ulong state = Secret;

    public readonly long Value => (long)Mix(state ^ Odd, Secret);

    public void Add(long value) => state = Mix(state ^ (ulong)value, Odd);

    public void Add(long? value)
    {
        if (value is { } number)
        {
            Add(number);
            return;
        }
        state = Mix(state ^ Absent, Secret);
    }

    public void Add(ReadOnlySpan<byte> text)
    {
        Add(text.Length);
        while (text.Length >= sizeof(ulong))
        {
            Add(BinaryPrimitives.ReadInt64LittleEndian(text));
            text = text[sizeof(ulong)..];
        }
        if (!text.IsEmpty)
        {
            long last = 0;
            for (var i = 0; i < text.Length; i++)
            {
                last |= (long)text[i] << (8 * i);
            }
            Add(last);
        }
    }

    private static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
