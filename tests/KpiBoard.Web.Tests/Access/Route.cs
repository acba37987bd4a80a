using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace KpiBoard.Web.Tests.Access;

/// <summary>One method of one route, with the policy that guards it.</summary>
internal sealed partial record Route(string Method, string Pattern, string Policy, bool IsAnonymous, bool IsFile)
{
    public bool IsForApi => Pattern.StartsWith("/api/", StringComparison.Ordinal);

    public bool IsForScripts =>
        Pattern.StartsWith("/health/", StringComparison.Ordinal)
        || Pattern.StartsWith("/openapi/", StringComparison.Ordinal);

    public HttpMethod HttpMethod => Method == "*" ? HttpMethod.Get : new HttpMethod(Method);

    /// <summary>An address that the route answers.</summary>
    public Uri Example => new(Parameter().Replace(Pattern, "1"), UriKind.Relative);

    public static IEnumerable<Route> From(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        // Several policies are all asked: none may hide behind another.
        Xunit.Assert.True(policies.Count <= 1, $"{endpoint.DisplayName} has {policies.Count} policies.");
        foreach (var method in methods is { Count: > 0 } ? methods : ["*"])
        {
            yield return new Route(
                method,
                "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
                policies.Count == 0 ? "" : policies[0].Policy ?? "",
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
            );
        }
    }

    public override string ToString() => $"{Method} {Pattern}";

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
