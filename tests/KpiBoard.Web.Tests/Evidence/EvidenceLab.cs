using KpiBoard.Web.Features.Evidence;
using KpiBoard.Web.Features.Evidence.Attachments;
using KpiBoard.Web.Infrastructure.Strategy;
using KpiBoard.Web.Tests.Initiatives;

namespace KpiBoard.Web.Tests.Evidence;

/// <summary>A company with an initiative whose evidence tests write.</summary>
internal sealed class EvidenceLab : IAsyncDisposable
{
    /// <summary>The company's today; see <see cref="KpiBoard.Testing.TestCompany.Start"/>.</summary>
    public static readonly DateOnly Today = new(2026, 11, 22);

    private EvidenceLab(InitiativeLab initiatives) => Initiatives = initiatives;

    public InitiativeLab Initiatives { get; }

    public EvidenceStore Store => Initiatives.Company.Get<EvidenceStore>();

    public EvidenceQueries Queries => Initiatives.Company.Get<EvidenceQueries>();

    public AttachmentStore Files => Initiatives.Company.Get<AttachmentStore>();

    public GuessworkReader Guesswork => Initiatives.Company.Get<GuessworkReader>();

    public Assessor Owner => new(Initiatives.Owner, "freja@test.example");

    public long Initiative { get; private set; }

    public static async Task<EvidenceLab> CreateAsync(string engine)
    {
        var lab = new EvidenceLab(await InitiativeLab.CreateAsync(engine));
        await lab.Initiatives.Company.SetAsync("currency", "DKK");
        lab.Initiative = await lab.Initiatives.AddAsync();
        return lab;
    }

    public static EvidenceContent Survey(int daysAgo = 10, string says = "They wait twice.") =>
        new("survey", "quantitative", Today.AddDays(-daysAgo), says);

    public static NewAttachment Note(string says = "A note.", string name = "note.txt") =>
        new(name, AttachmentKind.PlainText.ContentType, System.Text.Encoding.UTF8.GetBytes(says));

    public async Task<long> AddAsync(EvidenceContent content, long? initiative = null, NewAttachment? file = null) =>
        (await Store.AddAsync(initiative ?? Initiative, content, file, Owner, CancellationToken.None))!.Value;

    public ValueTask DisposeAsync() => Initiatives.DisposeAsync();
}
