using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace KpiBoard.Testing;

/// <summary>Runs the body once per engine; its first parameter is the engine's name, for <see cref="TestDatabase"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabaseTheoryAttribute(
    [CallerFilePath] string? sourceFilePath = null,
    [CallerLineNumber] int sourceLineNumber = -1
) : TheoryAttribute(sourceFilePath, sourceLineNumber), IDataAttribute
{
    string? IDataAttribute.Label => null;

    bool? IDataAttribute.Explicit => null;

    string? IDataAttribute.Skip => null;

    Type? IDataAttribute.SkipType => null;

    string? IDataAttribute.SkipUnless => null;

    string? IDataAttribute.SkipWhen => null;

    string? IDataAttribute.TestDisplayName => null;

    int? IDataAttribute.Timeout => null;

    string[]? IDataAttribute.Traits => null;

    public ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    ) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([
            new TheoryDataRow<string>(TestDatabase.Sqlite),
            new TheoryDataRow<string>(TestDatabase.SqlServer)
            {
                Skip = TestDatabase.SqlServerConnection is null
                    ? $"{TestDatabase.ConnectionVariable} is not set, so there is no SQL Server to test against"
                    : null,
            },
        ]);

    public bool SupportsDiscoveryEnumeration() => true;
}
