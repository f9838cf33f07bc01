using System.Globalization;
using System.Net;
using System.Text;

namespace Shortener.Transfer;

/// <summary>
/// The combined log format of Apache and nginx:
/// <c>203.0.113.7 - - [17/May/2015:10:05:03 +0000] "GET /spring HTTP/1.1" 302 0 "referer" "user agent"</c>.
/// </summary>
internal static class CombinedLog
{
    private static readonly string[] Times = ["dd/MMM/yyyy:HH:mm:ss zzz", "dd/MMM/yyyy:HH:mm:ss K"];

    /// <summary>The request, or in its place a sentence that says what is wrong with the line.</summary>
    public static (ReplayLine? Line, string? Fault) Parse(string text)
    {
        var open = text.IndexOf('[');
        var close = open < 0 ? -1 : text.IndexOf(']', open);
        if (close < 0) return (null, "no [time]");
        if (!DateTimeOffset.TryParseExact(
            WithColon(text[(open + 1)..close]), Times, CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var at))
        {
            return (null, "the time between [ and ] is none");
        }
        var space = text.IndexOf(' ');
        if (!IPAddress.TryParse(text[..space], out var address))
        {
            return (null, "does not begin with an address");
        }

        var quoted = Quoted(text, close);
        if (quoted.Count == 0 || quoted[0].Split(' ') is not [var method, var target, ..])
        {
            return (null, "no \"METHOD target\"");
        }
        if (quoted.Count < 3) return (null, "no quoted referer and user agent at its end");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (quoted[1] is not ("-" or "")) headers["referer"] = quoted[1];
        if (quoted[2] is not ("-" or "")) headers["user-agent"] = quoted[2];
        return (new ReplayLine(at, method, null, target, address, headers), null);
    }

    // .NET reads +00:00, the format writes +0000.
    private static string WithColon(string time) =>
        time.Length > 5 && time[^5] is '+' or '-' ? $"{time[..^2]}:{time[^2..]}" : time;

    private static List<string> Quoted(string text, int from)
    {
        var found = new List<string>();
        var at = text.IndexOf('"', from);
        while (at >= 0 && found.Count < 3)
        {
            var part = new StringBuilder();
            var end = at + 1;
            while (end < text.Length && text[end] != '"')
            {
                // Both servers write \" for a quote and \\ for a backslash.
                if (text[end] == '\\' && end + 1 < text.Length && text[end + 1] is '"' or '\\') end++;
                if (end < text.Length) part.Append(text[end++]);
            }
            // A quote that is never closed: the line was cut off.
            if (end >= text.Length) break;
            found.Add(part.ToString());
            at = text.IndexOf('"', end + 1);
        }
        return found;
    }
}
