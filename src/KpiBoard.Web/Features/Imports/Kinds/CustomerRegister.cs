using KpiBoard.Data;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>
/// The database's numbers of the customers of one import, by their numbers within it. Customers that the register does
/// not have yet are added to it, marked with the import that brought them. One who was erased keeps the pseudonym.
/// </summary>
public sealed class CustomerRegister(long batchId, bool keepNames, ErasedSet erased)
{
    /// <summary>How many ids one query asks for.</summary>
    public const int LookupSize = 100;

    private const string KnownSql = """
        SELECT c.[Id], c.[CustomerId],
               CASE WHEN EXISTS (SELECT 1 FROM [VisibleCustomerVersion] v WHERE v.[CustomerId] = c.[Id])
                    THEN 1 ELSE 0 END AS [IsDescribed]
          FROM [Customer] c
         WHERE c.[CustomerId] IN @ids
        """;

    private static readonly BulkColumn[] Columns =
    [
        new("Id", BulkType.Int64),
        new("CustomerId", BulkType.Text),
        new("RegisteredIn", BulkType.Int64),
    ];

    // Number 0 of a file is customer 0 of the database: no customer.
    private readonly List<long> ids = [0];
    private readonly List<bool> described = [true];
    private readonly Dictionary<long, string> notDescribed = [];
    private readonly BulkChunk added = new(Columns, LookupSize);
    private bool mostAreNew;

    public long NotDescribed { get; private set; }

    /// <summary>The erased customers among them, by the database's number: what the file calls them, and their pseudonym.</summary>
    public Dictionary<long, (string Number, string Pseudonym)> Erased { get; } = [];

    /// <summary>The id of a customer that nobody has described, if names are kept.</summary>
    public string NameOf(long number) => notDescribed[number];

    public long IdOf(long number) => ids[(int)number];

    public bool IsDescribed(long number) => described[(int)number];

    /// <summary>Takes the next numbers of the file in, in their order.</summary>
    public async Task AddAsync(DatabaseTransaction transaction, IReadOnlyList<string> customers)
    {
        foreach (var group in customers.Chunk(LookupSize))
        {
            var gone = FindErased(group);
            // Where most are new, as in a company's first file, adding them is also the quickest way to find the others.
            var known = mostAreNew ? [] : await FindAsync(transaction, group);
            foreach (var (customer, row) in gone)
            {
                known[customer] = row;
            }
            var missing = group.Where(customer => !known.ContainsKey(customer)).ToArray();
            var taken = await RegisterAsync(transaction, missing, known);
            foreach (var (customer, row) in await FindAsync(transaction, taken))
            {
                known[customer] = row;
            }
            mostAreNew = missing.Length - taken.Length > group.Length / 2;
            foreach (var customer in group)
            {
                Add(customer, known[customer]);
            }
        }
    }

    private Dictionary<string, KnownCustomer> FindErased(IEnumerable<string> customers)
    {
        var found = new Dictionary<string, KnownCustomer>(StringComparer.Ordinal);
        foreach (var customer in customers)
        {
            if (erased.Find(customer) is { } gone)
            {
                Erased[gone.Id] = (customer, gone.Pseudonym);
                // Nobody is asked to describe somebody who wanted to be forgotten.
                found[customer] = new KnownCustomer
                {
                    Id = gone.Id,
                    CustomerId = customer,
                    IsDescribed = true,
                };
            }
        }
        return found;
    }

    private static async Task<Dictionary<string, KnownCustomer>> FindAsync(
        DatabaseTransaction transaction,
        string[] customers
    ) =>
        customers.Length == 0
            ? []
            : (await transaction.QueryAsync<KnownCustomer>(KnownSql, new { ids = customers })).ToDictionary(
                row => row.CustomerId,
                StringComparer.Ordinal
            );

    /// <summary>Adds customers to the register; returns those that it has already, whose new ids stay unused.</summary>
    private async Task<string[]> RegisterAsync(
        DatabaseTransaction transaction,
        string[] customers,
        Dictionary<string, KnownCustomer> known
    )
    {
        if (customers.Length == 0)
        {
            return [];
        }
        var id = await transaction.NextIdsAsync("customer", customers.Length);
        added.Clear();
        foreach (var customer in customers)
        {
            known[customer] = new KnownCustomer { Id = id, CustomerId = customer };
            added.SetInt64(0, id++);
            added.SetText(1, customer);
            added.SetInt64(2, batchId);
            added.EndRow();
        }
        await using var writer = transaction.BulkWriter("Customer", Columns);
        var taken = await writer.WriteAsync(added, 0, added.Count, transaction.CancellationToken);
        return [.. taken.Select(row => customers[row])];
    }

    private void Add(string customer, KnownCustomer known)
    {
        ids.Add(known.Id);
        described.Add(known.IsDescribed);
        if (known.IsDescribed)
        {
            return;
        }
        NotDescribed++;
        if (keepNames)
        {
            notDescribed[ids.Count - 1] = customer;
        }
    }

    private sealed class KnownCustomer
    {
        public long Id { get; init; }

        public string CustomerId { get; init; } = "";

        public bool IsDescribed { get; init; }
    }
}

/// <summary>What a kind may need to look rows up.</summary>
/// <param name="Has">Whether the file gives a column at all.</param>
/// <param name="Replaces">The batch that this import replaces, 0 without: its rows count as gone.</param>
public sealed record PrepareContext(
    DatabaseTransaction Transaction,
    long SourceId,
    long Replaces,
    DateOnly Today,
    Func<int, bool> Has
);
