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
}
