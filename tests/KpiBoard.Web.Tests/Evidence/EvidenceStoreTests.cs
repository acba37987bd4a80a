using KpiBoard.Testing;
using KpiBoard.Web.Features.Evidence;
using Xunit;

namespace KpiBoard.Web.Tests.Evidence;

public sealed class EvidenceStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [DatabaseTheory]
    public async Task AddAsync_EveryField_IsReadBackAsItWasWritten(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var content = EvidenceLab.Survey() with { Origin = "https://intranet.test.example/a?b=1", IsAgainst = true };

        var id = await lab.AddAsync(content, file: EvidenceLab.Note());

        var row = Assert.Single(await lab.Queries.OfAsync(lab.Initiative, None));
        Assert.Equal(content with { AttachmentId = row.AttachmentId }, row.ToContent());
        Assert.Equal((id, 1, "Freja", TestCompany.Start), (row.Id, row.Version, row.AssessedBy, row.AssessedAt));
        Assert.Equal(("note.txt", false), (row.FileName, row.IsFileRemoved));
    }

    [DatabaseTheory]
    public async Task ChangeAsync_OfAnOlderVersion_ChangesNothingAndKeepsNoFile(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var id = await lab.AddAsync(EvidenceLab.Survey());
        var theirs = EvidenceLab.Survey(says: "Theirs") with { Grade = "tested" };
        var mine = EvidenceLab.Survey(says: "Mine");
        Assessor other = new(null, "token planning");

        var first = await lab.Store.ChangeAsync(lab.Initiative, id, 1, theirs, null, other, None);
        var second = await lab.Store.ChangeAsync(lab.Initiative, id, 1, mine, EvidenceLab.Note(), lab.Owner, None);

        Assert.Equal((EvidenceChange.Done, EvidenceChange.Outdated), (first, second));
        var row = (await lab.Queries.FindAsync(lab.Initiative, id, None))!;
        Assert.Equal((theirs, 2, "token planning"), (row.ToContent(), row.Version, row.AssessedBy));
        Assert.Empty(await lab.Files.OfAsync(lab.Initiative, None));
    }

    [DatabaseTheory]
    public async Task RemoveAsync_AndRestored_IsBackAndCannotBeChangedMeanwhile(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var other = await lab.Initiatives.AddAsync("Another");
        var id = await lab.AddAsync(EvidenceLab.Survey());

        Assert.False(await lab.Store.RemoveAsync(other, id, "eva", None));
        Assert.True(await lab.Store.RemoveAsync(lab.Initiative, id, "eva", None));
        Assert.False(await lab.Store.RemoveAsync(lab.Initiative, id, "eva", None));
        Assert.Empty(await lab.Queries.OfAsync(lab.Initiative, None));
        Assert.Equal(
            EvidenceChange.Outdated,
            await lab.Store.ChangeAsync(lab.Initiative, id, 2, EvidenceLab.Survey(), null, lab.Owner, None)
        );

        Assert.True(await lab.Store.RestoreAsync(lab.Initiative, id, "eva", None));
        Assert.Equal(3, Assert.Single(await lab.Queries.OfAsync(lab.Initiative, None)).Version);
    }

    [DatabaseTheory]
    public async Task AddAsync_WithAFileOfAnotherInitiative_IsNotTiedToIt(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var other = await lab.Initiatives.AddAsync("Another");
        var file = await lab.Files.AddAsync(other, EvidenceLab.Note(), "eva", None);
        var content = EvidenceLab.Survey() with { AttachmentId = file };

        await lab.AddAsync(content);
        await lab.AddAsync(content, other);

        Assert.Null(Assert.Single(await lab.Queries.OfAsync(lab.Initiative, None)).AttachmentId);
        Assert.Equal(file, Assert.Single(await lab.Queries.OfAsync(other, None)).AttachmentId);
    }

    [Theory]
    [InlineData("https://example.com/a", true)]
    [InlineData("http://intranet/report?id=4#top", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//example.com", false)]
    [InlineData("example.com", false)]
    [InlineData("https://user:secret@example.com", false)]
    [InlineData("https://exa mple.com", false)]
    [InlineData("java\nscript:alert(1)", false)]
    public void IsLink_IsTrueForPagesOnly(string typed, bool isLink) =>
        Assert.Equal(isLink, EvidenceRules.IsLink(typed));
}
