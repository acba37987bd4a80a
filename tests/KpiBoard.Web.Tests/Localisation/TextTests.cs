using System.Text.RegularExpressions;
using Xunit;

namespace KpiBoard.Web.Tests.Localisation;

/// <summary>Every word exists in the three languages, is used, and takes the same arguments in each.</summary>
public sealed class TextTests
{
    public static TheoryData<string> Names => [.. TextFile.All.Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Keys_InEachLanguage_AreTheSameAndFilled(string name)
    {
        var text = TextFile.Find(name);

        Assert.NotEmpty(text.English);
        Assert.Equal(text.English.Keys.Order(), text.Danish.Keys.Order());
        Assert.Equal(text.English.Keys.Order(), text.Norwegian.Keys.Order());
        Assert.DoesNotContain(text.EveryValue, value => string.IsNullOrWhiteSpace(value.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Arguments_InEachLanguage_AreTheSame(string name)
    {
        var text = TextFile.Find(name);
        foreach (var (key, english) in text.English)
        {
            Assert.True(
                Arguments(english).SetEquals(Arguments(text.Danish[key]))
                    && Arguments(english).SetEquals(Arguments(text.Norwegian[key])),
                $"{name}: the arguments of '{key}' differ between the languages."
            );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Keys_OfAText_AreUsed(string name)
    {
        var text = TextFile.Find(name);
        var uses = TextUses.Of(name);

        // A key may also go through a method of its slice that takes it as a word.
        var unused = text.English.Keys.Where(key => !uses.Uses(key) && !text.IsWordOfItsSlice(key)).ToList();

        Assert.True(unused.Count == 0, $"{name} has words that no source uses: {string.Join(", ", unused)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Uses_OfAText_FindTheirKeys(string name)
    {
        var keys = TextFile.Find(name).English.Keys.ToHashSet();

        var unknown = TextUses.Of(name).NotAmong(keys).ToList();

        Assert.True(unknown.Count == 0, $"{name} lacks words that the source uses: {string.Join(", ", unknown)}");
    }

    [Fact]
    public void Texts_ThatTheSourceAsksFor_AreThere() =>
        Assert.Subset(TextFile.All.Select(text => text.Name).ToHashSet(), TextUses.NamesInSource().ToHashSet());

    [Theory]
    [InlineData("""@inject IStringLocalizer<SomeText> Text""", """@Text["A"]""", "A")]
    [InlineData("""C(IStringLocalizer<SomeText> text)""", """x => text["A", 1]""", "A")]
    [InlineData("""C(IStringLocalizer<SomeText> text)""", """text.Count("A", days)""", "A.One A.Many")]
    [InlineData("""C(IStringLocalizer<SomeText> text)""", """text[isUp ? "A" : $"B", f["x"]]""", "A B")]
    [InlineData("""C(IStringLocalizer<SomeText> text)""", """text[code switch { "x" => "A", _ => "B" }]""", "A B")]
    [InlineData("""C(IStringLocalizer<SomeText> text)""", """text[code == "x" ? "A" : "B"]""", "A B")]
    [InlineData("""s.AddNavigation<SomeText>(1, "i", "/", P.X, "A");""", "", "A")]
    public void Uses_InEachForm_AreFound(string declaration, string use, string expected)
    {
        var uses = new TextUses("SomeText");

        uses.Read(declaration + "\n" + use);

        Assert.Equal(expected.Split(' ').ToHashSet(), uses.Keys);
    }

    [Fact]
    public void Uses_WithAComputedEnd_CoverEveryKeyThatBeginsSo()
    {
        var uses = new TextUses("SomeText");

        uses.Read("@inject IStringLocalizer<SomeText> Text\n@Text[$\"Role.{role}.May\"]");

        Assert.True(uses.Uses("Role.finance.May"));
        Assert.False(uses.Uses("Role.finance"));
        Assert.Equal(["Role.*.May"], uses.NotAmong(["Role.finance"]));
    }

    private static HashSet<string> Arguments(string value) =>
        [.. Regex.Matches(value, @"\{\d+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value)];
}
