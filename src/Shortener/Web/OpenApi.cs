using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Shortener.Web;

/// <summary>
/// /openapi/v1.json: what every route takes and every answer it may give, made when it is first asked for.
/// </summary>
internal static class OpenApi
{
    private const string Version = "v1";

    public static void AddApiDescription(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OpenApiText>();
        builder.Services.AddOpenApi(Version, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            // HEAD answers as GET does, without the body.
            options.ShouldInclude = static route => route.HttpMethod != HttpMethods.Head;
            options.AddDocumentTransformer(OpenApiForm.Describe);
            options.AddOperationTransformer(OpenApiForm.Complete);
            options.AddSchemaTransformer(OpenApiSchemas.Complete);
        });
    }

    /// <summary>What is answered before routing is described by its own room.</summary>
    public static void DescribeAlso(
        this IHostApplicationBuilder builder,
        Func<OpenApiDocument, OpenApiDocumentTransformerContext, CancellationToken, Task> add) =>
        builder.Services.Configure<OpenApiOptions>(Version, options => options.AddDocumentTransformer(add));

    public static void MapApiDescription(this IEndpointRouteBuilder app) => app
        .MapGet($"/openapi/{Version}.json", async (OpenApiText text, CancellationToken ct) =>
            TypedResults.Bytes(await text.Get(ct), "application/json"))
        .WithTags("Description").WithName("Description_Show").WithSummary("This description.")
        .Produces<object>();

    /// <summary>
    /// The document as it is sent; one is enough, for routes do not change while the process runs.
    /// </summary>
    internal sealed class OpenApiText([FromKeyedServices(Version)] IOpenApiDocumentProvider provider)
    {
        private volatile byte[]? _text;

        public async Task<byte[]> Get(CancellationToken ct)
        {
            if (_text is { } made) return made;
            var document = await provider.GetOpenApiDocumentAsync(ct);
            // Relative, so that the document is the same behind every host.
            document.Servers = [new OpenApiServer { Url = "/" }];
            using var text = new MemoryStream();
            await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1, ct);
            return _text = text.ToArray();
        }
    }
}
