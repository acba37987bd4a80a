using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>A QR code as an SVG path, one unit a module, with the quiet zone of four modules around it that readers need.</summary>
/// <param name="Size">Width and height, quiet zone included.</param>
/// <param name="Path">The dark modules; everything else is to be white, whatever the page's colours are.</param>
public sealed record QrCode(int Size, string Path)
{
    public static readonly QrCode Empty = new(0, "");

    public static QrCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var row = 0; row < rows.Count; row++)
        {
            Draw(rows[row], row, path);
        }
        return new(rows.Count, path.ToString());
    }

    /// <summary>Each run of dark modules in the row as one rectangle.</summary>
    private static void Draw(BitArray modules, int row, StringBuilder path)
    {
        for (var from = 0; from < modules.Count; from++)
        {
            var to = from;
            while (to < modules.Count && modules[to])
            {
                to++;
            }
            if (to > from)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{from} {row}h{to - from}v1h-{to - from}z");
                from = to;
            }
        }
    }
}
