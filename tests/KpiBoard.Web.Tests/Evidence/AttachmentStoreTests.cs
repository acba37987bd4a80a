using KpiBoard.Testing;
using KpiBoard.Web.Features.Evidence.Attachments;
using Xunit;

namespace KpiBoard.Web.Tests.Evidence;

public sealed class AttachmentStoreTests
{
    private const string SpoilSql = "UPDATE [AttachmentContent] SET [Content] = @content WHERE [AttachmentId] = @id";
    private const string HeldSql = "SELECT COUNT(*) FROM [AttachmentContent]";

    private static readonly CancellationToken None = CancellationToken.None;

    [DatabaseTheory]
    public async Task ContentAsync_OfWhatWasStored_IsThatOrNothing(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var file = EvidenceLab.Note("Æbler og pærer");
        var id = (await lab.Files.AddAsync(lab.Initiative, file, "eva", None))!.Value;
        var row = (await lab.Files.FindAsync(lab.Initiative, id, None))!;

        Assert.Equal(file.Content, await lab.Files.ContentAsync(row, None));
        Assert.Equal((16L, 64, "note.txt"), (row.Size, row.Hash.Length, row.FileName));
        Assert.Null(await lab.Files.FindAsync(lab.Initiative + 1, id, None));

        await lab.Initiatives.Company.Database.ExecuteAsync(SpoilSql, new { id, content = "Other"u8.ToArray() }, None);
        Assert.Null(await lab.Files.ContentAsync(row, None));
    }

    [DatabaseTheory]
    public async Task AddAsync_BeyondTheRoomOfAnInitiative_KeepsNothing(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var other = await lab.Initiatives.AddAsync("Another");
        var store = new AttachmentStore(
            lab.Initiatives.Company.Database,
            new AttachmentOptions { MaxTotalBytes = 10 },
            lab.Initiatives.Company.Clock
        );

        var first = await store.AddAsync(lab.Initiative, EvidenceLab.Note("123456"), "eva", None);
        Assert.Null(await store.AddAsync(lab.Initiative, EvidenceLab.Note("12345"), "eva", None));
        Assert.NotNull(await store.AddAsync(other, EvidenceLab.Note("12345"), "eva", None));
        // What was removed and can be brought back takes its room.
        Assert.True(await store.RemoveAsync(lab.Initiative, first!.Value, "eva", None));
        Assert.Null(await store.AddAsync(lab.Initiative, EvidenceLab.Note("12345"), "eva", None));
        Assert.NotNull(await store.AddAsync(lab.Initiative, EvidenceLab.Note("1234"), "eva", None));

        Assert.Single(await store.OfAsync(lab.Initiative, None));
    }

    [DatabaseTheory]
    public async Task Removed_ForLongerThanItCanBeRestored_LosesItsContentAtTheNextRefresh(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var company = lab.Initiatives.Company;
        var (gone, back) = (await AddAsync(), await AddAsync());
        await lab.Files.RemoveAsync(lab.Initiative, gone, "eva", None);
        await lab.Files.RemoveAsync(lab.Initiative, back, "eva", None);

        company.Clock.Advance(TimeSpan.FromDays(AttachmentStore.DaysToRestore));
        await company.RefreshAsync();
        Assert.True(await lab.Files.RestoreAsync(lab.Initiative, back, "eva", None));
        company.Clock.Advance(TimeSpan.FromMinutes(1));
        await company.RefreshAsync();

        Assert.False(await lab.Files.RestoreAsync(lab.Initiative, gone, "eva", None));
        Assert.Equal(back, Assert.Single(await lab.Files.OfAsync(lab.Initiative, None)).Id);
        Assert.Equal(1, await company.Database.ScalarAsync<int>(HeldSql, null, None));

        async Task<long> AddAsync() =>
            (await lab.Files.AddAsync(lab.Initiative, EvidenceLab.Note(), "eva", None))!.Value;
    }
}
