using System.Text;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports.Samples;
using KpiBoard.Web.Features.OwnFigures;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Tests.OwnFigures;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class SampleFilesTests
{
    public static TheoryData<string, string> Files =>
        new(SampleFiles.Kinds.SelectMany(kind => Language.All.Select(language => (kind, language.Code))));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Sample_OfEachKindInEachLanguage_ImportsAsItIs(string kind, string language)
    {
        await using var lab = await ImportLab.CreateAsync();
        await lab.Get<CompanySettingsStore>().SetAsync("currency", "DKK", "test", CancellationToken.None);
        if (kind == "measures")
        {
            foreach (var code in SampleFiles.OwnFigures(Language.Find(language)!))
            {
                await lab.Get<OwnFigureStore>().DefineAsync(code, OwnFigureLab.Share, "test", CancellationToken.None);
            }
        }
        var settings = await lab.Get<CompanySettingsStore>().GetAsync(CancellationToken.None);
        var content = new SampleFiles(lab.Clock).Of(kind, Language.Find(language)!, settings)!;

        var answer = await lab.ImportAsync(kind, content);

        Assert.Equal("imported", answer.Status);
        Assert.Equal(answer.Rows.Read, answer.Rows.New);
        Assert.True(answer.Rows.Read > 0);
    }

    [Fact]
    public void Sample_InDanish_IsWrittenAsDanesWriteFiles()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero));
        var content = new SampleFiles(clock).Of("revenue", Language.Danish, new CompanySettings())!;

        var lines = Encoding.UTF8.GetString(content).Split("\r\n");

        Assert.Equal("SAMPLE-1-1;30.09.2025;SAMPLE-001;1137,25;682,35;DKK", lines[1].TrimStart('\uFEFF'));
    }
}
