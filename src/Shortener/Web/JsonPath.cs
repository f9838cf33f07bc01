using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Shortener.Web;

/// <summary>
/// The serializer's paths (<c>$.rules[0].weight</c>, <c>$['odd name']</c>), and the type that belongs at one.
/// </summary>
internal static class JsonPath
{
    /// <summary>The names and indexes on the way, outermost first; empty for the root.</summary>
    public static IReadOnlyList<string> Read(string? path)
    {
        var steps = new List<string>();
        var rest = (path ?? "$").AsSpan().TrimStart('$');
        while (!rest.IsEmpty)
        {
            var isQuoted = rest.StartsWith("['");
            rest = rest[(isQuoted ? 2 : 1)..];
            var end = isQuoted ? rest.IndexOf("']") : rest.IndexOfAny(".[]");
            if (end < 0) end = rest.Length;
            if (end > 0) steps.Add(rest[..end].ToString());
            rest = rest[Math.Min(rest.Length, end + (isQuoted ? 2 : 0))..];
            if (rest.StartsWith("]")) rest = rest[1..];
        }
        return steps;
    }

    /// <summary>As people write it: <c>rules[0].weight</c>.</summary>
    public static string Join(IReadOnlyList<string> steps)
    {
        var text = new StringBuilder();
        foreach (var step in steps)
        {
            if (step.All(char.IsAsciiDigit)) text.Append('[').Append(step).Append(']');
            else text.Append(text.Length > 0 ? "." : "").Append(step);
        }
        return text.ToString();
    }

    /// <summary>
    /// The type that a value at this path must have; null where the path leads to no known field.
    /// </summary>
    public static Type? TypeAt(Type root, IReadOnlyList<string> steps, JsonSerializerOptions options)
    {
        Type? type = root;
        foreach (var step in steps)
        {
            if (type is null) return null;
            var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
            type = info.Kind is JsonTypeInfoKind.Object
                ? info.Properties.FirstOrDefault(p => p.Name == step)?.PropertyType
                : info.ElementType;
            if (type is not null) type = Changed(type) ?? type;
        }
        return type;
    }

    /// <summary>What a <see cref="Change{T}"/> changes; null for any other type.</summary>
    public static Type? Changed(Type type) =>
        type.IsGenericType
            && type.GetGenericTypeDefinition() == typeof(Change<>)
            ? type.GetGenericArguments()[0]
            : null;
}
