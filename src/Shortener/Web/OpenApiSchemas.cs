using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Shortener.Web;

/// <summary>The framework cannot see what our own JSON converters write; this tells it.</summary>
internal static class OpenApiSchemas
{
    public static async Task Complete(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var info = context.JsonTypeInfo;
        var isNullable = context.JsonPropertyInfo is { IsGetNullable: true } or { IsSetNullable: true }
            || Nullable.GetUnderlyingType(info.Type) is not null;
        if (TextLike(info.Type) is { } text)
        {
            (schema.Type, schema.Format) =
                (isNullable ? text.Type | JsonSchemaType.Null : text.Type, text.Format);
        }
        else if (info.Kind is JsonTypeInfoKind.Enumerable && TextLike(info.ElementType!) is { } item)
        {
            schema.Items = item;
        }
        else if (info.Kind is JsonTypeInfoKind.Dictionary && TextLike(info.ElementType!) is { } value)
        {
            schema.AdditionalProperties = value;
        }
        else if (JsonPath.Changed(info.Type) is { } changed)
        {
            // A field of a merge patch looks like what it changes, and may be null.
            var inner = await context.GetOrCreateSchemaAsync(changed, cancellationToken: ct);
            (schema.Type, schema.Format, schema.Items, schema.Enum, schema.Properties) =
                (inner.Type | JsonSchemaType.Null, inner.Format, inner.Items, inner.Enum, inner.Properties);
        }
    }

    private static OpenApiSchema? TextLike(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return new OpenApiSchema { Type = JsonSchemaType.String };
        if (type == typeof(DateTimeOffset))
        {
            return new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };
        }
        return null;
    }
}
