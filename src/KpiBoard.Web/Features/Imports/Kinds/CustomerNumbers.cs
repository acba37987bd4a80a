using System.Text;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>
/// Numbers the customers of a file in the order in which they occur, 0 for none: one hash table over one run of bytes,
/// so that a million customers take some 50 MB and no object each. The database's own numbers are looked up later,
/// chunk by chunk, by <see cref="CustomerRegister"/>.
/// </summary>
public sealed class CustomerNumbers
{
    private int[] slots = new int[4096];
    private ulong[] hashes = new ulong[2048];
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
        var hash = Hash(id);
        var mask = slots.Length - 1;
        var slot = (int)hash & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var number = slots[slot];
            if (hashes[number] == hash && Bytes(number).SequenceEqual(id))
            {
                return number;
            }
        }
        slots[slot] = Add(id, hash);
        if (Count * 2 > slots.Length)
        {
            Rehash();
        }
        return Count;
    }

    public string IdOf(int number) => Encoding.UTF8.GetString(Bytes(number));

    private ReadOnlySpan<byte> Bytes(int number) => ids.AsSpan(ends[number - 1], ends[number] - ends[number - 1]);

    private int Add(ReadOnlySpan<byte> id, ulong hash)
    {
        var number = ++Count;
        if (number == hashes.Length)
        {
            Array.Resize(ref hashes, number * 2);
            Array.Resize(ref ends, number * 2);
        }
        var start = ends[number - 1];
        if (start + id.Length > ids.Length)
        {
            Array.Resize(ref ids, Math.Max(ids.Length * 2, start + id.Length));
        }
        id.CopyTo(ids.AsSpan(start));
        ends[number] = start + id.Length;
        hashes[number] = hash;
        return number;
    }

    private void Rehash()
    {
        slots = new int[slots.Length * 2];
        var mask = slots.Length - 1;
        for (var number = 1; number <= Count; number++)
        {
            var slot = (int)hashes[number] & mask;
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number;
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> id)
    {
        var fingerprint = new Values.Fingerprint();
        fingerprint.Add(id);
        return (ulong)fingerprint.Value;
    }
}
