using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Shortener.Tests.Support;

/// <summary>What came back over the wire.</summary>
/// <param name="Status">0 where the server hung up without a word.</param>
public sealed record RawAnswer(int Status, string Head, string Body)
{
    /// <summary>The problem's type; null where the body is no problem.</summary>
    public string? Problem =>
        Head.Contains("\r\nContent-Type: application/problem+json", StringComparison.OrdinalIgnoreCase)
            ? (string?)JsonNode.Parse(Body)!["type"]
            : null;
}

/// <summary>Requests written byte by byte, for what no decent client would send.</summary>
public static class RawCalls
{
    /// <param name="head">Request line and headers, without the empty line and without Host.</param>
    public static async Task<RawAnswer> Raw(
        this App app, string head, byte[]? body = null, string host = "localhost")
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", app.ClientOptions.BaseAddress.Port);
        await using var stream = client.GetStream();
        var length = body is null ? "" : $"\r\nContent-Length: {body.Length}";
        using var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(
                Encoding.Latin1.GetBytes($"{head}\r\nHost: {host}\r\nConnection: close{length}\r\n\r\n"));
            if (body is not null) await stream.WriteAsync(body);
        }
        catch (IOException)
        {
            // It has heard enough; what it says is there to be read.
        }
        try
        {
            await stream.CopyToAsync(received);
        }
        catch (IOException)
        {
            // Reset after the answer, because part of the request was never read.
        }
        return Read(received.ToArray());
    }

    private static RawAnswer Read(ReadOnlySpan<byte> received)
    {
        // "100 Continue" announces the answer and is none.
        while (received.StartsWith("HTTP/1.1 100 "u8))
        {
            received = received[(received.IndexOf("\r\n\r\n"u8) + 4)..];
        }

        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0) return new RawAnswer(0, Encoding.UTF8.GetString(received), "");
        var head = Encoding.UTF8.GetString(received[..end]);
        var body = received[(end + 4)..];
        var isChunked = head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
        return new RawAnswer(
            int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), head,
            Encoding.UTF8.GetString(isChunked ? Unchunk(body) : body));
    }

    private static byte[] Unchunk(ReadOnlySpan<byte> body)
    {
        var whole = new List<byte>();
        while (body.IndexOf("\r\n"u8) is > 0 and var line
            && int.Parse(body[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            whole.AddRange(body.Slice(line + 2, Math.Min(length, body.Length - line - 2)));
            body = body[Math.Min(body.Length, line + 2 + length + 2)..];
        }
        return [.. whole];
    }
}
