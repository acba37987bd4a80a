using System.IO.Compression;

namespace KpiBoard.Web.Tests.Imports;

internal static class Packed
{
    public static byte[] Gzip(byte[] content) => Gzip(stream => stream.Write(content));

    public static byte[] Gzip(Action<Stream> write)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            write(gzip);
        }
        return packed.ToArray();
    }
}
