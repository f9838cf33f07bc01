using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Shortener.Web;

/// <summary>
/// What the framework cannot know of the API: keys, problems on every route, merge patches, repetitions.
/// </summary>
internal static class OpenApiForm
{
    private const string Key = "key";
    private const string Bearer = "bearer";

    /// <summary>Keys and problems, once for all routes.</summary>
    public static async Task Describe(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Shortener",
            Version = "1",
            Description = "Tagged short links, the hits they get, and where those came from.",
        };
        var components = document.Components ??= new OpenApiComponents();
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-Api-Key",
            },
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The same key.",
            },
        };
        (components.Schemas ??= new Dictionary<string, IOpenApiSchema>())[nameof(ProblemBody)] =
            OfProblem(await context.GetOrCreateSchemaAsync(typeof(ProblemBody), cancellationToken: ct));
        components.Responses = ProblemKind.All.ToDictionary(
            k => k.Name, k => (IOpenApiResponse)new OpenApiResponse
            {
                Description = $"{k.Title} (`{k.Type}`)",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemBody), document) },
                },
            });
    }

    /// <summary>One route: its name, the key it needs, and every problem it may answer with.</summary>
    public static Task Complete(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var route = context.Description.ActionDescriptor.EndpointMetadata;
        var scope = route.OfType<RequiredScope>().LastOrDefault()?.Scope;
        var isWrite = !HttpMethods.IsGet(context.Description.HttpMethod!);

        operation.OperationId = route.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName
            ?? NameOf(route.OfType<MethodInfo>().First());
        if (scope is not null)
        {
            operation.Security = [Needing(Key, context.Document!), Needing(Bearer, context.Document!)];
            operation.Description = $"{operation.Description}\n\nScope: `{scope}`.".Trim();
            if (isWrite) (operation.Parameters ??= []).Add(IdempotencyKey());
        }
        if (ItemsOf(context.Description, route) is { } items && operation.RequestBody?.Content is { } content)
        {
            foreach (var body in content.Values)
            {
                body.Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(items.Name, context.Document!) };
            }
        }
        operation.Responses = Sorted(
            operation.Responses ?? [],
            Always(scope is not null, isWrite, operation.RequestBody is not null),
            context.Document!);
        return Task.CompletedTask;
    }

    /// <summary>
    /// What a list holds whose items are read one by one: the route accepts another type than it binds.
    /// </summary>
    private static Type? ItemsOf(ApiDescription description, IList<object> route)
    {
        var bound =
            description.ParameterDescriptions.FirstOrDefault(p => p.Source == BindingSource.Body)?.Type;
        return route.OfType<IAcceptsMetadata>().FirstOrDefault(
            a => a.RequestType is { IsArray: true } type && type != bound)
            ?.RequestType?.GetElementType();
    }

    private static IEnumerable<ProblemKind> Always(bool needsKey, bool isWrite, bool hasBody)
    {
        yield return ProblemKind.Malformed;
        if (needsKey) yield return ProblemKind.Unauthorized;
        if (needsKey) yield return ProblemKind.Forbidden;
        if (needsKey && isWrite) yield return ProblemKind.Conflict;
        if (hasBody) yield return ProblemKind.TooLarge;
        if (needsKey && isWrite) yield return ProblemKind.Unprocessable;
        if (needsKey) yield return ProblemKind.TooMany;
        yield return ProblemKind.Broken;
        yield return ProblemKind.Unavailable;
    }

    private static OpenApiResponses Sorted(
        OpenApiResponses declared, IEnumerable<ProblemKind> always, OpenApiDocument document)
    {
        var sorted = new OpenApiResponses();
        var statuses = declared.Keys.Union(
            always.Select(k => k.Status.ToString(CultureInfo.InvariantCulture)));
        foreach (var status in statuses.Order(StringComparer.Ordinal))
        {
            sorted[status] = status[0] is '4' or '5' && !IsOwn(declared.GetValueOrDefault(status))
                ? new OpenApiResponseReference(
                    ProblemKind.Of(int.Parse(status, CultureInfo.InvariantCulture)).Name, document)
                : declared[status];
        }
        return sorted;
    }

    // A page for people, or a report on our health, says itself what is wrong.
    private static bool IsOwn(IOpenApiResponse? declared) =>
        declared?.Content is { Count: > 0 } content && !content.ContainsKey(Problem.ContentType);

    private static OpenApiSchema OfProblem(OpenApiSchema schema)
    {
        schema.Required?.Remove("errors");
        if (schema.Properties?["type"] is OpenApiSchema type)
        {
            type.Enum = [.. ProblemKind.All.Select(k => JsonValue.Create(k.Type))];
        }
        return schema;
    }

    // LinkEndpoints.Show is Link_Show.
    private static string NameOf(MethodInfo handler) =>
        $"{handler.DeclaringType!.Name.Replace("Endpoints", "", StringComparison.Ordinal)}_{handler.Name}";

    private static OpenApiSecurityRequirement Needing(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static OpenApiParameter IdempotencyKey() => new()
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Description = "Any text of your own, kept for 24 hours: however often the request is sent with it, it is carried out once.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
    };
}
