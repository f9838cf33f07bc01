using Microsoft.OpenApi;

namespace Shortener.Web;

/// <summary>Describes a body that a route reads itself, because it is no JSON.</summary>
public static class OpenApiBodies
{
    /// <summary>Takes a table as CSV, whatever type its sender names.</summary>
    public static RouteHandlerBuilder TakesCsv(this RouteHandlerBuilder route) => route
        .Produces<ProblemBody>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [CsvAnswer.ContentType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
            };
            return Task.CompletedTask;
        });

    /// <summary>Takes JSON, whatever type its sender names.</summary>
    public static RouteHandlerBuilder TakesJson<T>(this RouteHandlerBuilder route) => route
        .Produces<ProblemBody>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
        .AddOpenApiOperationTransformer(async (operation, context, ct) =>
        {
            var (name, document) = (typeof(T).Name, context.Document!);
            var schema = await context.GetOrCreateSchemaAsync(typeof(T), cancellationToken: ct);
            ((document.Components ??= new OpenApiComponents()).Schemas ??= new Dictionary<string, IOpenApiSchema>()).TryAdd(name, schema);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = new OpenApiSchemaReference(name, document) },
                },
            };
        });

    /// <summary>Takes a form with one field, as pages of ours send it.</summary>
    public static RouteHandlerBuilder TakesForm(
        this RouteHandlerBuilder route, string field, string description) =>
        route
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var form = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    [field] = new OpenApiSchema { Type = JsonSchemaType.String, Description = description },
                },
            };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/x-www-form-urlencoded"] = new() { Schema = form } },
            };
            return Task.CompletedTask;
        });

    /// <summary>Answers with these problems, too.</summary>
    public static RouteHandlerBuilder Refuses(
        this RouteHandlerBuilder route, params IEnumerable<int> statuses)
    {
        foreach (var status in statuses) route.Produces<ProblemBody>(status, Problem.ContentType);
        return route;
    }

    /// <summary>Answers with a page, whatever becomes of the request.</summary>
    /// <param name="statuses">Besides 200.</param>
    public static RouteHandlerBuilder ShowsPage(
        this RouteHandlerBuilder route, params IEnumerable<int> statuses)
    {
        foreach (var status in statuses.Prepend(StatusCodes.Status200OK))
        {
            route.Produces<string>(status, "text/html");
        }
        return route;
    }
}
