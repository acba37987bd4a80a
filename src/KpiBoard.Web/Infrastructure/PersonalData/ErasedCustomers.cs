using System.Security.Cryptography;
using System.Text;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.PersonalData;

/// <summary>
/// Recognises the numbers of customers who were erased, without keeping them: by their hash under a key that lies in the
/// data folder, apart from the database and its backups.
/// </summary>
public sealed class ErasedCustomers(ErasureFolder folder)
{
    private const string ErasedSql = """
        SELECT [CustomerId] AS [Id], [NumberHash], [KeyName], [Pseudonym] FROM [ErasedCustomer] WHERE [LiftedAt] IS NULL
        """;

    /// <summary>All of them, for the time of one import.</summary>
    /// <exception cref="IOException">They cannot be recognised: nothing may be taken in that could bring them back.</exception>
    public async Task<ErasedSet> ReadAsync(DatabaseTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var rows = await transaction.QueryAsync<ErasedCustomer>(ErasedSql);
        if (rows.Count == 0)
        {
            return ErasedSet.None;
        }
        var key = folder.ReadKey();
        return key is not null && rows.All(row => row.KeyName == ErasureFolder.NameOf(key))
            ? new ErasedSet(rows, key)
            : throw new IOException(
                $"The key of the erasures is missing, so erased customers would come back. Put {folder.Path} back from where "
                    + $"it was copied; of several nodes all need the same one ({ErasureFolder.FolderKey}). If it is lost for good, `personal-data readmit --all` gives the erased numbers free."
            );
    }
}

/// <summary>A customer who was erased.</summary>
public sealed class ErasedCustomer
{
    /// <summary>The product's own number, under which the figures still count.</summary>
    public long Id { get; init; }

    public string NumberHash { get; init; } = "";

    /// <summary>Tells keys apart.</summary>
    public string KeyName { get; init; } = "";

    public string Pseudonym { get; init; } = "";

    /// <summary>A key of a row, with the pseudonym where the number stands in it: the same each time.</summary>
    public static string Hide(string key, string number, string pseudonym)
    {
        var hidden = WholeWords.Replace(key, number, pseudonym, StringComparison.Ordinal);
        return hidden[..Math.Min(hidden.Length, LongestKey)];
    }

    /// <summary>Characters of a key that the database keeps.</summary>
    private const int LongestKey = 200;
}

/// <summary>The erased customers, to be asked number by number.</summary>
public sealed class ErasedSet
{
    public static readonly ErasedSet None = new([], null);

    private readonly Dictionary<string, ErasedCustomer> byHash;
    private readonly byte[]? key;

    internal ErasedSet(IReadOnlyList<ErasedCustomer> rows, byte[]? key)
    {
        byHash = rows.GroupBy(row => row.NumberHash).ToDictionary(same => same.Key, same => same.Last());
        this.key = key;
    }

    public bool IsEmpty => byHash.Count == 0;

    /// <summary>The erased customer who had this number; null for everybody else.</summary>
    public ErasedCustomer? Find(string number) =>
        key is null || byHash.Count == 0 || number is null || number.Length == 0
            ? null
            : byHash.GetValueOrDefault(HashOf(key, number));

    internal static string HashOf(byte[] key, string number) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(number)));
}
