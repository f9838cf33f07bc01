using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Shortener.Web;

/// <summary>
/// Turns the framework's complaints about a request into sentences that name the field and what it must be.
/// </summary>
internal static partial class BadRequests
{
    public const string NotJson = "Send the body as JSON, with the header Content-Type: application/json.";

    private static readonly string[] IsMissing = ["is missing"];

    public static Problem Explain(BadHttpRequestException failure, HttpContext context) => failure switch
    {
        { StatusCode: 413 } => new Plain(
            ProblemKind.TooLarge, $"The body is larger than {MaxBody(context)} bytes. Send less at once."),
        { StatusCode: 408 } => new Malformed("The body came too slowly, or not to its end. Send it again."),
        { StatusCode: 415 } => new Malformed(NotJson),
        { InnerException: JsonException json } => OfBody(json, context),
        _ => OfParameter(failure.Message, context),
    };

    private static Malformed OfBody(JsonException failure, HttpContext context) => OfJson(
        failure,
        context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType,
        context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);

    /// <summary>
    /// Why JSON does not read as <paramref name="body"/>; null for a type that is not known.
    /// </summary>
    internal static Malformed OfJson(JsonException failure, Type? body, JsonSerializerOptions options)
    {
        var path = JsonPath.Read(failure.Path);
        // What a changed field holds is read by itself, and its path begins at that field.
        while (failure is ChangeException { InnerException: JsonException inner })
        {
            failure = inner;
            path = [.. path, .. JsonPath.Read(failure.Path)];
        }
        if (failure.InnerException?.GetType().Name is "JsonReaderException" || failure.Path is null)
        {
            var (line, place) = (failure.LineNumber + 1, failure.BytePositionInLine + 1);
            return new Malformed($"The body is not valid JSON: see line {line}, byte {place}.");
        }
        if (Missing().Match(failure.Message) is { Success: true } missing)
        {
            var errors = Quoted().Matches(missing.Groups["names"].Value)
                .ToDictionary(m => JsonPath.Join([.. path, m.Groups[1].Value]), _ => IsMissing);
            return new Malformed($"{string.Join(", ", errors.Keys)}: missing.", errors);
        }
        if (path.Count == 0)
        {
            return new Malformed($"The body is not what this address takes; it must be {(body is null ? "JSON" : Expectation.Of(body))}.");
        }

        var field = JsonPath.Join(path);
        if (failure.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
        {
            return new Malformed(field, "is there twice");
        }
        return body is not null && JsonPath.TypeAt(body, path, options) is { } type
            ? new Malformed(field, Told(failure) ?? $"must be {Expectation.Of(type)}")
            : new Malformed(field, "is not a known field");
    }

    // Our own converters say what they want; the framework's message names .NET types.
    private static string? Told(JsonException failure) =>
        (failure as FieldException ?? failure.InnerException as FieldException)?.Message;

    private static int MaxBody(HttpContext context) =>
        context.RequestServices.GetRequiredService<WebSettings>().MaxBodyBytes;

    private static Malformed OfParameter(string message, HttpContext context)
    {
        if (Unbound().Match(message) is { Success: true } unbound)
        {
            var (name, value) = (unbound.Groups["name"].Value, unbound.Groups["value"].Value);
            var parameters = context.GetEndpoint()?.Metadata.OfType<IParameterBindingMetadata>() ?? [];
            return new Malformed(name, parameters.FirstOrDefault(p => p.Name == name) is { } parameter
                ? $"must be {Expectation.Of(parameter.ParameterInfo.ParameterType)}, not '{value}'"
                : $"'{value}' cannot be read");
        }
        if (Absent().Match(message) is { Success: true } absent)
        {
            return new Malformed(absent.Groups["name"].Value, "is missing");
        }
        return message.Contains("body", StringComparison.OrdinalIgnoreCase)
            ? new Malformed("The body is empty; send JSON.")
            : new Malformed("The request cannot be read.");
    }

    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\S+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\S+)" was not provided from (query string|route|header)\.""")]
    private static partial Regex Absent();

    [GeneratedRegex("missing required properties including: (?<names>.*)$", RegexOptions.Singleline)]
    private static partial Regex Missing();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
