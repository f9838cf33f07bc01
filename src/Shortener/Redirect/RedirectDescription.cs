using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Shortener.Redirect;

/// <summary>
/// The redirects in the API's description: they are answered before routing
/// (<see cref="RedirectMiddleware"/>), so that the framework knows nothing of them.
/// </summary>
internal static class RedirectDescription
{
    private const string Tag = "Redirects";

    private static readonly (string Status, string Description)[] Answers =
    [
        ("301", "As 302, where the link says so; browsers keep it."),
        ("302", "To the destination; or to the link's own page for those who come too late."),
        ("307", "As 302, where the link says so."),
        ("308", "As 301, where the link says so."),
        ("404", "No such link: a page for people."),
        ("410", "Expired, used up, switched off or deleted: a page for people."),
        ("503", "The database is away and the link is not in memory."),
    ];

    public static Task Add(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Paths ??= [];
        (document.Tags ??= new HashSet<OpenApiTag>()).Add(new OpenApiTag { Name = Tag });
        document.Paths["/{slug}"] = Describe(
            document, "Redirect_Follow", "Follows a link. HEAD gets the same answer and is never a click.",
            "slug");
        document.Paths["/{slug}.{token}"] = Describe(
            document, "Redirect_FollowShare", "Follows a link through a share. An unknown token never breaks the link.", "slug", "token");
        return Task.CompletedTask;
    }

    private static OpenApiPathItem Describe(
        OpenApiDocument document, string name, string summary, params string[] parameters)
    {
        var operation = new OpenApiOperation
        {
            OperationId = name,
            Summary = summary,
            Tags = new HashSet<OpenApiTagReference> { new(Tag, document) },
            Parameters =
            [
                .. parameters.Select(parameter => new OpenApiParameter
                {
                    Name = parameter,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }),
            ],
            Responses = [],
        };
        foreach (var (status, description) in Answers)
        {
            operation.Responses[status] = new OpenApiResponse { Description = description };
        }
        return new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = operation } };
    }
}
