using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Every sentence of the import exists in the three languages, takes the same arguments, and is used.</summary>
public sealed partial class ImportMessageTests
{
    [Fact]
    public void Messages_InEachLanguage_AreTheSame()
    {
        var english = Read("");
        foreach (var language in new[] { ".da", ".nb" })
        {
            var other = Read(language);
            Assert.Equal(english.Keys.Order(), other.Keys.Order());
            Assert.DoesNotContain(english, message => Holes(message.Value) != Holes(other[message.Key]));
            Assert.DoesNotContain(other.Values, string.IsNullOrWhiteSpace);
        }
    }

    [Fact]
    public void Messages_AreThoseThatTheSourceUses()
    {
        var keys = Read("").Keys.ToHashSet();
        var sources = Source
            .Files("*.cs")
            .Where(file => file.Contains(Path.Combine("Features", "Imports"), StringComparison.Ordinal))
            .Select(File.ReadAllText);
        var used = sources
            .SelectMany(text => Code().Matches(text))
            .Select(match => match.Groups["code"].Value)
            .ToHashSet();

        Assert.Empty(keys.Except(used));
        Assert.Empty(used.Where(code => keys.Any(key => key.Split('.')[0] == code.Split('.')[0])).Except(keys));
    }

    [Fact]
    public void Message_InAnotherLanguage_IsSaidInIt() =>
        Assert.Equal("Filen er tom.", new ImportMessage("file.empty").In(CultureInfo.GetCultureInfo("da-DK")));

    private static Dictionary<string, string> Read(string language) =>
        XDocument
            .Load(Source.Files($"ImportMessages{language}.resx").Single())
            .Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string Holes(string text) =>
        string.Join(' ', Hole().Matches(text).Select(match => match.Value).Distinct().Order());

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1_000)]
    private static partial Regex Hole();

    [GeneratedRegex("\"(?<code>[a-z][A-Za-z]+\\.[a-z][A-Za-z0-9]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Code();
}
