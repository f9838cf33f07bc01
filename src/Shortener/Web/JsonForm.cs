using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shortener.Web;

/// <summary>
/// JSON as this API speaks it: camelCase, <c>utm_source</c> with its own spelling, enums as words, nulls
/// written out; strict in what it reads, so that a misspelt field is an answer and never silence.
/// </summary>
public static class JsonForm
{
    /// <summary>For what is not written by an endpoint: exports, stored answers, tests.</summary>
    public static readonly JsonSerializerOptions Options = ReadOnly(
        new JsonSerializerOptions(JsonSerializerDefaults.Web));

    internal static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = new FieldNames();
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        // The body is never part of an HTML page: & and ü stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new TextConverter());
        return options;
    }

    private static JsonSerializerOptions ReadOnly(JsonSerializerOptions options)
    {
        Set(options).MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class FieldNames : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name switch
        {
            "UtmSource" => "utm_source",
            "UtmMedium" => "utm_medium",
            "UtmCampaign" => "utm_campaign",
            "UtmTerm" => "utm_term",
            "UtmContent" => "utm_content",
            _ => CamelCase.ConvertName(name),
        };
    }
}

/// <summary>
/// A value is wrong in a way that only its converter can tell; the message completes "field: …".
/// </summary>
internal sealed class FieldException(string message) : JsonException(message);

/// <summary>
/// RFC 3339 with an offset in, UTC with <c>Z</c> out; milliseconds only where there are any.
/// </summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Millis = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] Accepted =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>Null where the text is no instant, or has no offset: a local time is no moment.</summary>
    public static DateTimeOffset? Parse(string text) =>
        text.Length > 16 && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
        && DateTimeOffset.TryParseExact(
            text.ToUpperInvariant(), Accepted, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal,
            out var at)
            ? at
            : null;

    public static string Format(DateTimeOffset at) =>
        at.ToUniversalTime().ToString(at.Millisecond == 0 ? Seconds : Millis, CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && Parse(reader.GetString()!) is { } at
            ? at
            : throw new FieldException($"must be {Expectation.Of(typeof(DateTimeOffset))}");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));
}

/// <summary>Text without NUL, which PostgreSQL cannot store.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String) throw new JsonException();
        var text = reader.GetString()!;
        return text.Contains('\0') ? throw new FieldException("must not contain the character U+0000") : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!;

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}
