using System.Buffers;

namespace KpiBoard.Core.Retention;

/// <summary>
/// Signed integers of up to 128 bits in as few bytes as they need: zigzag, then seven bits a byte, lowest first, the
/// high bit saying that more follow (the varint encoding of Protocol Buffers, widened).
/// </summary>
internal static class VariableLengthInteger
{
    private const int MaxBytes = 19;

    public static void Write(IBufferWriter<byte> output, Int128 value)
    {
        var rest = (UInt128)((value << 1) ^ (value >> 127));
        var span = output.GetSpan(MaxBytes);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[length++] = (byte)((byte)(rest & 0x7F) | 0x80);
        }

        span[length++] = (byte)rest;
        output.Advance(length);
    }

    /// <summary>Takes one number off the front of the bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes end inside a number, or the number is too long.</exception>
    public static Int128 Read(ref ReadOnlySpan<byte> bytes)
    {
        var value = UInt128.Zero;
        for (var i = 0; i < bytes.Length && i < MaxBytes; i++)
        {
            value |= (UInt128)(byte)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return (Int128)(value >> 1) ^ -(Int128)(value & 1);
            }
        }

        throw new InvalidDataException("A number in the bridge moments is cut short.");
    }
}
