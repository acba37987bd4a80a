using System.Globalization;
using System.Text;

namespace KpiBoard.Benchmarks;

/// <summary>Canonical files: revenue lines of 6,000 customers over 25 months, and the register with four segments.</summary>
internal static class RevenueFile
{
    public const int Customers = 6_000;
    public const int Months = 25;

    private static readonly DateOnly First = new(2024, 1, 1);
    private static readonly int Days = First.AddMonths(Months).DayNumber - First.DayNumber;
    private static readonly string[] Segments = ["Small business", "Mid-size", "Public sector", "Enterprise"];
    private static readonly string[] Units = ["Denmark", "Norway", "Sweden"];

    /// <summary>The day after the last of the 25 months.</summary>
    public static DateOnly NextDay => First.AddDays(Days);

    /// <summary>Lines in order of their days, as a ledger gives them out.</summary>
    public static void Write(string path, int rows)
    {
        using var writer = Open(path);
        var random = new Random(1);
        for (var i = 0; i < rows; i++)
        {
            WriteRow(writer, random, First.AddDays((int)((long)i * Days / rows)), i);
        }
    }

    /// <summary>One more day's lines, with ids that no other file has.</summary>
    public static void WriteDay(string path, DateOnly day, int rows)
    {
        using var writer = Open(path);
        var random = new Random(day.DayNumber);
        for (var i = 0; i < rows; i++)
        {
            WriteRow(writer, random, day, 1_000_000_000L + day.DayNumber * 10_000L + i);
        }
    }

    public static void WriteRegister(string path)
    {
        using var writer = new StreamWriter(path);
        writer.Write("customer_id,name,segment,region,business_unit\n");
        for (var i = 0; i < Customers; i++)
        {
            writer.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"C{i:00000},Customer {i},{Segments[i % 4]},Region {i % 9},{Units[i % 3]}\n"
                )
            );
        }
    }

    private static StreamWriter Open(string path)
    {
        var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 20);
        writer.Write("booked_on,amount,customer_id,line_id,invoice_id,cost,currency,product\n");
        return writer;
    }

    private static void WriteRow(StreamWriter writer, Random random, DateOnly day, long line)
    {
        var amount = random.Next(100, 10_000_000);
        // Three quarters of the customers buy at a time, and it is not always the same ones.
        var first = Customers / 4 * (day.DayNumber - First.DayNumber) / Days;
        var customer = (first + random.Next(Customers * 3 / 4)) % Customers;
        Span<char> row = stackalloc char[128];
        row.TryWrite(
            CultureInfo.InvariantCulture,
            $"{day:yyyy-MM-dd},{amount / 100}.{amount % 100:00},C{customer:00000},L{line:000000000},I{line / 3:000000000},{amount / 150}.00,DKK,P{line % 97}\n",
            out var length
        );
        writer.Write(row[..length]);
    }
}
