using System.Text.Json;
using Xunit;

namespace KpiBoard.Web.Tests.Hosting;

/// <summary>libman.json says what is used; package.json and its lock fetch the same where LibMan is absent.</summary>
public sealed class AssetManifestTests
{
    [Fact]
    public void Manifests_OfTheLibraries_AgreeOnVersions()
    {
        using var libman = Read("libman.json");
        using var package = Read("package.json");
        using var packageLock = Read("package-lock.json");

        var listed = libman
            .RootElement.GetProperty("libraries")
            .EnumerateArray()
            .Select(library => library.GetProperty("library").GetString()!)
            .Order()
            .ToList();
        var pinned = package
            .RootElement.GetProperty("dependencies")
            .EnumerateObject()
            .Select(dependency => $"{dependency.Name}@{dependency.Value.GetString()}")
            .Order();
        var packages = packageLock.RootElement.GetProperty("packages");
        var locked = listed.Select(library =>
        {
            var name = library[..library.LastIndexOf('@')];
            return $"{name}@{packages.GetProperty($"node_modules/{name}").GetProperty("version").GetString()}";
        });

        Assert.NotEmpty(listed);
        Assert.Equal(listed, pinned);
        Assert.Equal(listed, locked);
    }

    [Fact]
    public void Lock_OfTheLibraries_PinsHashesAndNoHost()
    {
        using var packageLock = Read("package-lock.json");

        var packages = packageLock
            .RootElement.GetProperty("packages")
            .EnumerateObject()
            .Where(entry => entry.Name.Length > 0)
            .ToList();

        Assert.NotEmpty(packages);
        Assert.All(
            packages,
            entry =>
            {
                Assert.StartsWith(
                    "sha512-",
                    entry.Value.GetProperty("integrity").GetString(),
                    StringComparison.Ordinal
                );
                Assert.False(entry.Value.TryGetProperty("resolved", out _));
            }
        );
    }

    private static JsonDocument Read(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Source.Repository, "wwwroot-assets", file)));
}
