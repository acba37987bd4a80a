using KpiBoard.Web.Infrastructure.Access;
using Microsoft.OpenApi;

namespace KpiBoard.Web.Infrastructure.Api;

/// <summary>The endpoints under /api/v1 as OpenAPI, at <c>/openapi/v1.json</c>.</summary>
public static class ApiDescription
{
    private const string Version = "v1";
    private const string Scheme = "token";

    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(
            Version,
            options =>
            {
                options.ShouldInclude = endpoint =>
                    endpoint.RelativePath?.StartsWith($"api/{Version}/", StringComparison.OrdinalIgnoreCase) == true;
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        Describe(document);
                        return Task.CompletedTask;
                    }
                );
            }
        );

    public static void MapApiDescription(this IEndpointRouteBuilder app) =>
        app.MapOpenApi().RequireAuthorization(AccessPolicy.ReadApiDescription);

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "KpiBoard",
            Version = Version,
            Description =
                "Facts in, figures out. Tokens are made with `token add NAME --scope imports|read|write --days N`.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] },
        ];
    }
}
