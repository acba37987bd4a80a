using System.Text;

namespace KpiBoard.Web.Features.PersonalData.Files;

/// <summary>
/// Takes a separated text apart into records, each with its line end, whatever its delimiter: what stands in quotes may
/// span lines. The records put together again are the text, letter by letter.
/// </summary>
internal static class RecordReader
{
    /// <summary>A record this long is a quote that somebody forgot: from there on lines are records.</summary>
    private const int LongestRecord = 200_000;

    public static IEnumerable<string> Read(TextReader reader)
    {
        var record = new StringBuilder();
        var isQuoted = false;
        var buffer = new char[64 * 1024];
        for (int read; (read = reader.ReadBlock(buffer)) > 0; )
        {
            for (var at = 0; at < read; at++)
            {
                var letter = buffer[at];
                record.Append(letter);
                isQuoted ^= letter == '"';
                if (letter == '\n' && (!isQuoted || record.Length > LongestRecord))
                {
                    yield return record.ToString();
                    record.Clear();
                    isQuoted = false;
                }
            }
        }
        if (record.Length > 0)
        {
            yield return record.ToString();
        }
    }
}
