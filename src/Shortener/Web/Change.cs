using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shortener.Web;

/// <summary>
/// One field of a merge patch (RFC 7396): absent keeps what is there, null clears it, anything else replaces
/// it.
/// </summary>
[JsonConverter(typeof(ChangeConverter))]
public readonly record struct Change<T>
{
    /// <summary>A field that was sent.</summary>
    public Change(T? value) => (IsGiven, Value) = (true, value);

    /// <summary>The field was sent, perhaps as null.</summary>
    public bool IsGiven { get; }

    /// <summary>What was sent; the type's default where nothing was.</summary>
    public T? Value { get; }

    /// <summary>What the field is afterwards.</summary>
    public T? Or(T? kept) => IsGiven ? Value : kept;
}

/// <summary>
/// Reads a <see cref="Change{T}"/>; a field that is absent is never read, and stays "not given".
/// </summary>
internal sealed class ChangeConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Change<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    [SuppressMessage("Performance", "CA1812", Justification = "Made by reflection.")]
    private sealed class Of<T> : JsonConverter<Change<T>>
    {
        public override bool HandleNull => true;

        public override Change<T> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.Null) return new(default);
            try
            {
                return new(JsonSerializer.Deserialize<T>(ref reader, options));
            }
            catch (JsonException e)
            {
                throw new ChangeException(e);
            }
        }

        public override void Write(Utf8JsonWriter writer, Change<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}

/// <summary>
/// What a changed field holds cannot be read. The serializer adds the path to the field, where this begins.
/// </summary>
internal sealed class ChangeException(JsonException inner) : JsonException(inner.Message, inner);
