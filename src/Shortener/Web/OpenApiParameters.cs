using Microsoft.OpenApi;

namespace Shortener.Web;

/// <summary>
/// Describes query parameters that a route reads itself, because they are many or depend on each other.
/// </summary>
public static class OpenApiParameters
{
    /// <summary>The route refuses other names itself (<see cref="Parameters.RefuseOthers"/>).</summary>
    public static TBuilder TakesQuery<TBuilder>(
        this TBuilder route, IEnumerable<(string Name, string Description)> parameters)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new ReadsQuery()).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var (name, description) in parameters)
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Query,
                    Description = description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }
            return Task.CompletedTask;
        });
}
