using System.Text;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>
/// Numbers the customers of a file in the order in which they occur, 0 for none: one hash table over one run of bytes,
/// so that a million customers take some 25 MB and no object each. The database's own numbers are looked up later,
/// chunk by chunk, by <see cref="CustomerRegister"/>.
/// </summary>
public sealed class CustomerNumbers
{
    private int[] slots = new int[4096];
    private int[] ends = new int[2048];
    private byte[] ids = new byte[16 * 2048];

    /// <summary>How many customers there are; they are numbered from 1.</summary>
    public int Count { get; private set; }

    public int NumberOf(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
        {
            return 0;
        }
        var mask = slots.Length - 1;
        var slot = Hash(id) & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (Bytes(slots[slot]).SequenceEqual(id))
            {
                return slots[slot];
            }
        }
        slots[slot] = Add(id);
        if (Count > slots.Length / 3 * 2)
        {
            Rehash();
        }
        return Count;
    }

    public string IdOf(int number) => Encoding.UTF8.GetString(Bytes(number));

    private ReadOnlySpan<byte> Bytes(int number) => ids.AsSpan(ends[number - 1], ends[number] - ends[number - 1]);

    private int Add(ReadOnlySpan<byte> id)
    {
        var number = ++Count;
        if (number == ends.Length)
        {
            Array.Resize(ref ends, number * 2);
        }
        var start = ends[number - 1];
        if (start + id.Length > ids.Length)
        {
            Array.Resize(ref ids, Math.Max(ids.Length * 2, start + id.Length));
        }
        id.CopyTo(ids.AsSpan(start));
        ends[number] = start + id.Length;
        return number;
    }

    private void Rehash()
    {
        slots = new int[slots.Length * 2];
        var mask = slots.Length - 1;
        for (var number = 1; number <= Count; number++)
        {
            var slot = Hash(Bytes(number)) & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number;
        }
    }

    private static int Hash(ReadOnlySpan<byte> id)
    {
        var fingerprint = new Values.Fingerprint();
        fingerprint.Add(id);
        return (int)fingerprint.Value;
    }
}
