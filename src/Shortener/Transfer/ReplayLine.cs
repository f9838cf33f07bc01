using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Shortener.Transfer;

/// <summary>One request of a file that is replayed: another server's log, a test.</summary>
/// <param name="Target">Path and query, percent-encoded as it was sent.</param>
/// <param name="Headers">By lower-case name.</param>
public sealed record ReplayLine(
    DateTimeOffset At, string Method, string? Host, string Target, IPAddress Address,
    IReadOnlyDictionary<string, string> Headers)
{
    private static readonly JsonDocumentOptions OneObject = new() { MaxDepth = 4 };

    /// <summary>
    /// Reads <c>{"at":"2026-11-21T17:16:39.120Z","method":"GET","host":"…","target":"/k7f2mq?qr=1",
    /// "address":"203.0.113.7","headers":{"user-agent":"…"}}</c>.
    /// </summary>
    /// <returns>The request, or in its place a sentence that says what is wrong with the line.</returns>
    public static (ReplayLine? Line, string? Fault) ParseJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, OneObject);
            var line = json.RootElement;
            if (line.ValueKind is not JsonValueKind.Object) return (null, "not a JSON object");
            if (!DateTimeOffset.TryParse(
                Text(line, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                return (null, "'at' is missing or no time");
            }
            if (Text(line, "target") is not { } target) return (null, "'target' is missing");
            if (!IPAddress.TryParse(Text(line, "address") ?? "", out var address))
            {
                return (null, "'address' is missing or no address");
            }
            return (
                new ReplayLine(
                    at, Text(line, "method") ?? "GET", Text(line, "host"), target, address, HeadersOf(line)),
                null);
        }
        catch (JsonException)
        {
            return (null, "not JSON");
        }
    }

    private static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static Dictionary<string, string> HeadersOf(JsonElement line)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!line.TryGetProperty("headers", out var given) || given.ValueKind is not JsonValueKind.Object)
        {
            return headers;
        }
        foreach (var header in given.EnumerateObject())
        {
            if (header.Value.ValueKind is JsonValueKind.String)
            {
                headers[header.Name] = header.Value.GetString()!;
            }
        }
        return headers;
    }
}
