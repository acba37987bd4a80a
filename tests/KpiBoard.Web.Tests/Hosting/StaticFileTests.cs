using System.Net;
using System.Text.RegularExpressions;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Web.Tests.Hosting;

public sealed partial class StaticFileTests
{
    [Fact]
    public async Task Files_NamedByThePage_AreKeptByBrowsersForGood()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = app.CreateClient();
        var html = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));

        var files = File().Matches(html).Select(match => match.Groups["file"].Value).Distinct().ToList();

        Assert.Contains(files, file => file.EndsWith(".css", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".svg", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var answer = await client.GetAsync(new Uri(file, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("(href|src)=\"(?<file>/[^\"#]+\\.(css|js|svg))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex File();
}
