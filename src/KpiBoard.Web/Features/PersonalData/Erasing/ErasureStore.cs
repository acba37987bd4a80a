using System.Security.Cryptography;
using KpiBoard.Data;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Erasing;

/// <summary>The erasures: asked for, at work, done. What is entered here first is done, whatever happens in between.</summary>
public sealed class ErasureStore(KpiDatabase database, ErasureFolder folder, TimeProvider clock)
{
    private const int PseudonymDigits = 10;

    private const string ListSql = """
        SELECT e.[Id], e.[Uid], e.[Ground], e.[Requester], e.[Reference], e.[AskedAt], e.[AskedBy], e.[Work], e.[Proof],
               e.[FinishedAt], e.[ReplayedAt],
               (SELECT MIN(c.[Pseudonym]) FROM [ErasedCustomer] c WHERE c.[ErasureId] = e.[Id]) AS [Pseudonym]
          FROM [Erasure] e
         ORDER BY e.[Id] DESC
        """;

    private const string AddSql = """
        INSERT INTO [Erasure] ([Id], [Uid], [Ground], [Requester], [Reference], [AskedAt], [AskedBy], [Work], [ReplayedAt])
        VALUES (@id, @uid, @ground, @requester, @reference, @at, @by, @work, @replayed)
        """;

    private const string AddCustomerSql = """
        INSERT INTO [ErasedCustomer] ([CustomerId], [ErasureId], [NumberHash], [KeyName], [Pseudonym])
        VALUES (@Id, @ErasureId, @NumberHash, @KeyName, @Pseudonym)
        """;

    private const string RegisterSql = "INSERT INTO [Customer] ([Id], [CustomerId]) VALUES (@id, @pseudonym)";

    private const string FinishSql = """
        UPDATE [Erasure]
           SET [Work] = NULL, [Proof] = @proof, [FinishedAt] = @at
         WHERE [Id] = @id AND [FinishedAt] IS NULL
        """;

    private const string LiftSql = """
        UPDATE [ErasedCustomer]
           SET [LiftedAt] = @at, [LiftedBy] = @by
         WHERE [NumberHash] = @hash AND [LiftedAt] IS NULL
           AND [ErasureId] IN (SELECT e.[Id] FROM [Erasure] e WHERE e.[AskedAt] <= @at)
        """;

    private const string LiftAllSql =
        "UPDATE [ErasedCustomer] SET [LiftedAt] = @at, [LiftedBy] = @by WHERE [LiftedAt] IS NULL";

    private const string KeysSql = "SELECT DISTINCT [KeyName] FROM [ErasedCustomer] WHERE [LiftedAt] IS NULL";

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<Erasure>> ListAsync(CancellationToken ct) =>
        database.QueryAsync<Erasure>(ListSql, null, ct);

    /// <summary>True when erased customers cannot be recognised, because the key is not the one they were erased under.</summary>
    public async Task<bool> IsKeyMissingAsync(CancellationToken ct)
    {
        var names = await database.QueryAsync<string>(KeysSql, null, ct);
        var key = folder.ReadKey();
        return names.Any(name => key is null || ErasureFolder.NameOf(key) != name);
    }

    /// <summary>Enters what is to be erased. From now on it is certain, and imports know the customer as erased.</summary>
    public async Task<long> BeginAsync(DataSubject person, ErasureRequest request, CancellationToken ct)
    {
        var numbers = person
            .Numbers.Where(number => !number.IsErased)
            .Select(number => new ErasureNumber(number.Id, number.Number, NewPseudonym()))
            .ToList();
        var key = folder.GetKey();
        var listed = new ListedErasure(
            RandomNumberGenerator.GetHexString(16, lowercase: true),
            clock.GetUtcNow(),
            request.By,
            request.Ground,
            request.Requester,
            request.Reference,
            [.. numbers.Select(number => new ListedNumber(ErasureFolder.HashOf(key, number.Number), number.Pseudonym))]
        )
        {
            Words = [.. request.Also.Select(words => WordHashes.Of(key, words))],
        };
        var work = new ErasureWork(numbers, [.. person.Names, .. request.Also]);
        var id = await AddAsync(listed, work, replayed: null, ct);
        folder.Add(listed);
        return id;
    }

    /// <summary>Enters an erasure that the list has and a restored database has not.</summary>
    public async Task ReplayAsync(ListedErasure listed, ErasureWork work, CancellationToken ct) =>
        await AddAsync(listed, work, clock.GetUtcNow(), ct);

    /// <summary>Lets a number in again: who comes back is a new customer.</summary>
    public async Task<bool> LiftAsync(string number, string by, CancellationToken ct)
    {
        if (folder.ReadKey() is not { } key)
        {
            return false;
        }
        var hash = ErasureFolder.HashOf(key, number);
        var at = clock.GetUtcNow();
        var isLifted = await LiftHashAsync(hash, by, at, ct);
        if (isLifted)
        {
            var uid = RandomNumberGenerator.GetHexString(16, lowercase: true);
            folder.Add(new ListedErasure(uid, at, by, "", "", "", [new(hash, "")]) { IsLift = true });
        }
        return isLifted;
    }

    /// <summary>Gives all numbers free: without the key they are not recognised any more.</summary>
    public async Task<bool> LiftAllAsync(string by, CancellationToken ct) =>
        await database.ExecuteAsync(LiftAllSql, new { by, at = clock.GetUtcNow() }, ct) > 0;

    public async Task<bool> LiftHashAsync(string hash, string by, DateTimeOffset at, CancellationToken ct) =>
        await database.ExecuteAsync(
            LiftSql,
            new
            {
                hash,
                by,
                at,
            },
            ct
        ) > 0;

    /// <summary>Enters that it is done, and forgets what was looked for.</summary>
    public Task FinishAsync(DatabaseTransaction transaction, long id, ErasureProof proof)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.ExecuteAsync(
            FinishSql,
            new
            {
                id,
                proof = KpiJson.Serialize(proof),
                at = clock.GetUtcNow(),
            }
        );
    }

    private static string NewPseudonym() =>
        "erased-" + RandomNumberGenerator.GetHexString(PseudonymDigits, lowercase: true);

    private Task<long> AddAsync(
        ListedErasure listed,
        ErasureWork work,
        DateTimeOffset? replayed,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("erasure");
                await transaction.ExecuteAsync(
                    AddSql,
                    new
                    {
                        id,
                        uid = listed.Uid,
                        ground = listed.Ground,
                        requester = listed.Requester,
                        reference = listed.Reference,
                        at = listed.AskedAt,
                        by = listed.AskedBy,
                        work = KpiJson.Serialize(work),
                        replayed,
                    }
                );
                var byPseudonym = work.Numbers.ToDictionary(number => number.Pseudonym);
                var key = folder.GetKey();
                foreach (var number in listed.Numbers)
                {
                    var known = byPseudonym.GetValueOrDefault(number.Pseudonym);
                    await transaction.ExecuteAsync(
                        AddCustomerSql,
                        new
                        {
                            Id = known?.Id ?? await RegisterAsync(transaction, number.Pseudonym),
                            ErasureId = id,
                            NumberHash = number.Hash,
                            KeyName = ErasureFolder.NameOf(key),
                            number.Pseudonym,
                        }
                    );
                }
                return id;
            },
            ct
        );

    /// <summary>Of a customer who is not in the restored backup only the pseudonym is known.</summary>
    private static async Task<long> RegisterAsync(DatabaseTransaction transaction, string pseudonym)
    {
        var id = await transaction.NextIdsAsync("customer");
        await transaction.ExecuteAsync(RegisterSql, new { id, pseudonym });
        return id;
    }
}
