using System.Text.Json;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Tests.Support;

namespace Shortener.Tests.Channels;

/// <summary>A request whose answer is known. A null means that nobody says, and is not scored.</summary>
internal sealed record Labelled(
    VisitFacts Visit, bool? Bot, string? PreviewApp, string? InApp, string? Browser, string? Os,
    string? Device,
    string? Channel)
{
    /// <summary>
    /// The labelled requests that lie beside the repository on the machines of those who work on it; the test
    /// is skipped where they are not.
    /// </summary>
    public static IReadOnlyList<Labelled> ReadShared(string file) =>
        [.. File.ReadLines(Shared.Find($"reference/corpus/{file}")).Select(Parse)];

    private static Labelled Parse(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        var expect = json.GetProperty("expect");
        string? Word(string name) => expect.GetProperty(name).GetString();
        string? Header(string name) =>
            json.TryGetProperty("headers", out var headers) && headers.TryGetProperty(name, out var value)
                ? value.GetString()
                : null;

        var signals = new VisitSignals
        {
            RequestedWith = Header("x-requested-with"),
            Brands = Header("sec-ch-ua"),
            Mobile = Header("sec-ch-ua-mobile"),
            Platform = Header("sec-ch-ua-platform"),
        };
        var visit = Agents.Visit(json.GetProperty("ua").GetString()) with
        {
            Referrer = Referrers.Reduce(json.GetProperty("referrer").GetString()),
            Signals = signals,
        };
        var bot = expect.GetProperty("bot");
        return new Labelled(
            visit, bot.ValueKind is JsonValueKind.Null ? null : bot.GetBoolean(), Word("preview_app"),
            Word("in_app"),
            Word("browser"), Word("os"), Word("device"), Word("channel"));
    }
}
