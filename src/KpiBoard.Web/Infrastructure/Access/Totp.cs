using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// Time-based one-time passwords (RFC 6238, on the HOTP of RFC 4226) as every authenticator app makes them: SHA-1, six
/// digits, half a minute.
/// </summary>
public static class Totp
{
    public const int Digits = 6;

    /// <summary>As many as HMAC-SHA-1 gives (RFC 4226, section 4, R6).</summary>
    public const int SecretBytes = 20;

    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The number of whole periods since 1970, T of RFC 6238.</summary>
    public static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / (long)Period.TotalSeconds;

    public static string Code(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The RFC's default, and the only one that all apps know; HMAC does not need collisions to be hard.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0F;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString($"D{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is: now's, or one beside it for clocks that differ; null when it is none.</summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        var typed = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var step = Step(now) - 1; step <= Step(now) + 1; step++)
        {
            // All are tried, in constant time: how long it takes tells nothing.
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(secret, step)), typed))
            {
                found = step;
            }
        }
        return found;
    }

    /// <summary>Base 32 (RFC 4648, section 6) without padding, as apps take a secret.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, buffer) = (0, 0);
        foreach (var value in bytes)
        {
            buffer = ((buffer << 8) | value) & 0xFFFF;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Alphabet[(buffer >> bits) & 31]);
            }
        }
        if (bits > 0)
        {
            text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        }
        return text.ToString();
    }

    /// <summary>The address that an authenticator app on the same device opens.</summary>
    public static string Link(string secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}"
        + $"?secret={secret}&issuer={Uri.EscapeDataString(issuer)}";
}
