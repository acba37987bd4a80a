using System.Security.Cryptography;
using System.Text;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Infrastructure.PersonalData;

/// <summary>
/// What has to outlive a restored backup, beside the database: the key under which erased numbers are hashed, and the list
/// of erasures. Whoever restores a backup from before an erasure finds in it what has to be done again.
/// </summary>
public sealed class ErasureFolder
{
    /// <summary>Configuration: one folder for all nodes of a database; by default <c>erasures</c> in the data folder.</summary>
    public const string FolderKey = "Erasures:Folder";

    private const string KeyFile = "key";
    private const string ListFile = "list";
    private const int KeyLength = 32;
    private const int NameLength = 8;

    private readonly Lock writing = new();

    /// <summary>Finds the folder; it is made when somebody is erased.</summary>
    /// <param name="configured">Under <see cref="FolderKey"/>; the demo never looks there.</param>
    public ErasureFolder(DatabaseOptions options, string? configured)
    {
        ArgumentNullException.ThrowIfNull(options);
        Path =
            options.IsDemo ? System.IO.Path.Combine(options.DataFolder, "erasures-demo")
            : string.IsNullOrWhiteSpace(configured) ? System.IO.Path.Combine(options.DataFolder, "erasures")
            : System.IO.Path.GetFullPath(configured);
    }

    public string Path { get; }

    /// <summary>The key; null when there is none (any more).</summary>
    public byte[]? ReadKey()
    {
        var file = System.IO.Path.Combine(Path, KeyFile);
        return File.Exists(file) ? Convert.FromHexString(File.ReadAllText(file).Trim()) : null;
    }

    /// <summary>The key, made now if there is none.</summary>
    public byte[] GetKey()
    {
        lock (writing)
        {
            if (ReadKey() is { } known)
            {
                return known;
            }
            PrivateFiles.CreateFolder(Path);
            var made = RandomNumberGenerator.GetBytes(KeyLength);
            var file = System.IO.Path.Combine(Path, KeyFile);
            WriteNew(file + ".tmp", Convert.ToHexStringLower(made));
            // Of two processes the first one's key is the key.
            try
            {
                File.Move(file + ".tmp", file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(file + ".tmp");
            }
            return ReadKey()!;
        }
    }

    public static string HashOf(byte[] key, string number) => ErasedSet.HashOf(key, number);

    /// <summary>Tells keys apart, and says nothing of them.</summary>
    public static string NameOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key))[..NameLength];

    /// <summary>The erasures in the order in which they were made.</summary>
    public IReadOnlyList<ListedErasure> ReadList()
    {
        var file = System.IO.Path.Combine(Path, ListFile);
        return File.Exists(file)
            ? [.. File.ReadAllLines(file).Where(line => line.Length > 0).Select(Parse).OfType<ListedErasure>()]
            : [];
    }

    /// <summary>Adds one, and waits until it is on the disk.</summary>
    public void Add(ListedErasure erasure)
    {
        lock (writing)
        {
            PrivateFiles.CreateFolder(Path);
            using var stream = PrivateFiles.Open(System.IO.Path.Combine(Path, ListFile), FileMode.Append);
            // A line that a power cut has torn ends here, and is passed over.
            stream.Write(Encoding.UTF8.GetBytes("\n" + KpiJson.Serialize(erasure) + "\n"));
            stream.Flush(flushToDisk: true);
        }
    }

    private static ListedErasure? Parse(string line)
    {
        try
        {
            return KpiJson.Deserialize<ListedErasure>(line);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static void WriteNew(string file, string text)
    {
        using var stream = PrivateFiles.Open(file, FileMode.Create);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}

/// <summary>An erasure as the list keeps it, without a name; or that one was lifted.</summary>
/// <param name="Uid">The same in the database.</param>
public sealed record ListedErasure(
    string Uid,
    DateTimeOffset AskedAt,
    string AskedBy,
    string Ground,
    string Requester,
    string Reference,
    IReadOnlyList<ListedNumber> Numbers
)
{
    /// <summary>What was looked for beside name and number.</summary>
    public IReadOnlyList<ListedWords> Words { get; init; } = [];

    /// <summary>The numbers may be imported again.</summary>
    public bool IsLift { get; init; }
}

/// <summary>Words, known by their hash, and how many they are.</summary>
public sealed record ListedWords(int Count, string Hash);

/// <summary>A number that was erased: its hash, and what stands for it.</summary>
public sealed record ListedNumber(string Hash, string Pseudonym);
