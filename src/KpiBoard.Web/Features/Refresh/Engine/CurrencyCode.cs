using System.Text;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>A currency's three letters in one integer, which compares as the letters do.</summary>
internal static class CurrencyCode
{
    public static int Pack(ReadOnlySpan<byte> letters)
    {
        var packed = 0;
        for (var i = 0; i < 3; i++)
        {
            packed = (packed << 8) | (i < letters.Length ? letters[i] : 0);
        }
        return packed;
    }

    public static int Pack(string letters) => Pack(Encoding.ASCII.GetBytes(letters));

    public static string Text(int packed) =>
        Encoding.ASCII.GetString([(byte)(packed >> 16), (byte)(packed >> 8), (byte)packed]).TrimEnd('\0');
}
