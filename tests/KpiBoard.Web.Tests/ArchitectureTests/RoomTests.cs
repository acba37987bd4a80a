using System.Reflection;
using KpiBoard.Core;
using KpiBoard.Data;
using Microsoft.AspNetCore.Mvc;
using Xunit;

namespace KpiBoard.Web.Tests.ArchitectureTests;

/// <summary>Which room may use which; a wall that is crossed fails here, with the types on both sides.</summary>
public sealed class RoomTests
{
    private static readonly Assembly[] Product =
    [
        typeof(Money).Assembly,
        typeof(KpiDatabase).Assembly,
        typeof(Web.Product).Assembly,
    ];

    /// <summary>The maths has no clock and touches nothing outside.</summary>
    private static readonly string[] ClosedToCore =
    [
        "System.IO.",
        "System.Net.",
        "System.Data.",
        "System.Threading.Tasks.Task",
        "System.TimeProvider",
        "System.Console",
        "Microsoft.",
    ];

    [Fact]
    public void EveryType_UsesOnlyRoomsThatItsOwnMayUse()
    {
        var crossed =
            from assembly in Product
            from type in assembly.GetTypes()
            from used in TypeReferences.Of(type)
            let room = Rooms.Of(NameOf(type))
            let other = Rooms.Of(NameOf(used))
            where !Rooms.MayUse(room, other)
            select $"{room}: {NameOf(type)} uses {NameOf(used)}";

        Assert.Empty(crossed.Distinct().Order());
    }

    [Fact]
    public void Core_References_OnlyTheFrameworkAndMathNet()
    {
        var referenced = typeof(Money).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.DoesNotContain(
            referenced,
            name => name != "MathNet.Numerics" && !name.StartsWith("System.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Core_Uses_NoClockNoTaskNoInputOrOutput()
    {
        var used =
            from type in typeof(Money).Assembly.GetTypes()
            where !IsCompilerMade(type)
            from other in TypeReferences.Of(type)
            where ClosedToCore.Any(prefix => NameOf(other).StartsWith(prefix, StringComparison.Ordinal))
            where !IsCompilerMade(other) && !other.IsAssignableTo(typeof(Exception))
            select $"{NameOf(type)} uses {NameOf(other)}";

        Assert.Empty(used.Distinct().Order());
    }

    [Fact]
    public void Controllers_AreSealedAndInASlice()
    {
        var controllers = typeof(Web.Product)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(ControllerBase)) && !type.IsAbstract);

        Assert.All(
            controllers,
            controller =>
            {
                Assert.True(controller.IsSealed, $"{controller} is not sealed.");
                Assert.StartsWith(Rooms.FeaturePrefix, Rooms.Of(NameOf(controller)), StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("KpiBoard.Core.Money", "Core")]
    [InlineData("KpiBoard.Data.Bulk.BulkColumn", "Data")]
    [InlineData("KpiBoard.Web.Infrastructure.Access.Person", "Infrastructure")]
    [InlineData("KpiBoard.Web.Features.Board.BoardController", "Features.Board")]
    [InlineData("KpiBoard.Web.Features.Imports.Formats.CsvReader", "Features.Imports")]
    [InlineData("AspNetCoreGeneratedDocument.Features_Board_Views_Index", "Features.Board")]
    [InlineData("AspNetCoreGeneratedDocument.Infrastructure_Views__Layout", "Infrastructure")]
    [InlineData("KpiBoard.Web.Product", "Composition")]
    [InlineData("Dapper.SqlMapper", "Libraries")]
    public void Room_OfAType_GoesByItsNamespace(string type, string expected) => Assert.Equal(expected, Rooms.Of(type));

    [Theory]
    [InlineData("Core", "Data", false)]
    [InlineData("Core", "Infrastructure", false)]
    [InlineData("Data", "Core", false)]
    [InlineData("Data", "Features.Board", false)]
    [InlineData("Infrastructure", "Core", true)]
    [InlineData("Infrastructure", "Data", true)]
    [InlineData("Infrastructure", "Features.Board", false)]
    [InlineData("Infrastructure", "Composition", false)]
    [InlineData("Features.Board", "Core", true)]
    [InlineData("Features.Board", "Data", true)]
    [InlineData("Features.Board", "Infrastructure", true)]
    [InlineData("Features.Board", "Features.Board", true)]
    [InlineData("Features.Board", "Features.Imports", false)]
    [InlineData("Features.Board", "Composition", false)]
    [InlineData("Composition", "Features.Board", true)]
    [InlineData("Core", "Libraries", true)]
    public void Room_MayUseAnother_AsTheDesignHasIt(string room, string other, bool expected) =>
        Assert.Equal(expected, Rooms.MayUse(room, other));

    [Fact]
    public void References_InEveryPlace_AreFound()
    {
        var found = TypeReferences.Of(typeof(Sample)).ToHashSet();

        Assert.Contains(typeof(IDisposable), found); // an interface
        Assert.Contains(typeof(Version), found); // a field
        Assert.Contains(typeof(Uri), found); // a parameter
        Assert.Contains(typeof(TimeZoneInfo), found); // the owner of a static method that is called
        Assert.Contains(typeof(Random), found); // an argument of a generic type
        Assert.Contains(typeof(ObsoleteAttribute), found); // an attribute
        Assert.Contains(typeof(Lazy<>), found); // a generic type itself
        Assert.Contains(typeof(UriBuilder), found); // typeof
    }

    private static string NameOf(Type type) => type.IsNested ? NameOf(type.DeclaringType!) : type.FullName ?? type.Name;

    /// <summary>The compiler adds attributes and iterators of its own, from namespaces that are otherwise closed.</summary>
    private static bool IsCompilerMade(Type type) =>
        NameOf(type).StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
        || NameOf(type).StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal);

    private sealed class Sample : IDisposable
    {
        private readonly Version? version;

        public Sample(Version? version) => this.version = version;

        [Obsolete("Only to be found.")]
        public object? Find(Uri uri) => uri is null ? TimeZoneInfo.Local : typeof(UriBuilder);

        public void Dispose()
        {
            var lazy = new Lazy<Random>();
            _ = (lazy, version);
        }
    }
}
