using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shortener.Web;

namespace Shortener.Tests.Web;

/// <summary>What no decent client sends, by the place where it would stand.</summary>
internal static class Rubbish
{
    /// <summary>For a parameter in a path or a query, as it stands on the wire.</summary>
    public static readonly string[] Parameters =
    [
        "", "x", "-1", "0", "1.5", "1e9", "NaN", "true", "null", "2147483648",
        "99999999999999999999", "-99999999999999999999", "+", "-", "1,2,,3", "--createdAt", "'%20or%201=1--",
        "%", "%z", "%zz", "%00", "%ff", "%C3%28", "%ED%A0%80", "%F4%90%80%80", "%E2%82", "%0a%0d",
        "%2F..%2F..", "%25",
        "Mars%2FOlympus", "2026-13-45", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59Z", "AQAAAAAAAAAA",
        new('9', 5000), new('x', 5000),
    ];

    /// <summary>For a header, or several.</summary>
    public static readonly string[] Headers =
    [
        "X-Api-Key: ÿÿÿ",
        "X-Api-Key: a\r\nX-Api-Key: b",
        "Authorization: Bearer",
        "Authorization: Bearer \r\nX-Api-Key: ",
        "Authorization: Basic YTpi",
        "Idempotency-Key: ",
        "Idempotency-Key: ÿ",
        "Idempotency-Key: a\r\nIdempotency-Key: b",
        "Accept: ;;;/",
        "Accept-Encoding: nonsense;q=x",
        "If-None-Match: \"",
        "X-Forwarded-For: 999.1.1.1, x",
        "Expect: 100-continue",
        "Content-Length: 5",
        "Transfer-Encoding: gzip",
        "Host: ",
        "Upgrade: websocket\r\nConnection: Upgrade",
    ];

    /// <summary>For Host.</summary>
    public static readonly string[] Hosts =
    [
        "", " ", "-", "..", "xn--", "xn--a", "XN--A", "xn--a:8080", "a.xn--a.b", "%00", "[::1]:99999", "localhost:abc",
        "localhost:1:2", "a b", "a/b", "a@b", "\"><script>", "Ã¼.example", new('x', 300), new('x', 5000),
    ];

    /// <summary>For Content-Type.</summary>
    public static readonly string[] MediaTypes =
    [
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
        "multipart/form-data; boundary=x",
        "/", "application/json; ;", "application/json; charset=utf-7", "application/json; charset=nonsense",
        "application/json; charset=utf-16", "application/json; charset=\"",
    ];

    /// <summary>For the public side: whole requests.</summary>
    public static readonly string[] Requests =
    [
        "GET /%ff HTTP/1.1",
        "GET /%zz HTTP/1.1",
        "GET /%00 HTTP/1.1",
        "GET /a%ff?%ff=%00&%zz HTTP/1.1",
        "GET /x?utm_source=%ff%fe&%ed%a0%80 HTTP/1.1",
        "GET // HTTP/1.1",
        "GET /../../etc/passwd HTTP/1.1",
        "GET /%2e%2e/%2e%2e HTTP/1.1",
        "GET http://[::/x HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT example.com:443 HTTP/1.1",
        "\0\0\0\0",
        "GET /x.svg?size=99999999999999999999 HTTP/1.1",
        "GET /x.png?size=-1 HTTP/1.1",
        "GET /x+?a=%ff HTTP/1.1",
        "POST /x HTTP/1.1\r\nContent-Type: /",
        "GET /x HTTP/1.1\r\nUser-Agent: ÿþ\u0001",
        "GET /x HTTP/1.1\r\nReferer: http://[::\r\nAccept-Language: ;q=x,,",
    ];

    // For a field of a body.
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999", "[]", "[null]", "[1]", "[[]]",
        "{}", "{\"x\":1}",
        "\"\"", "\"x\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\uffff\"",
        "\"2026-02-30T00:00:00Z\"", "\"2026-01-01\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"https://" + new string('a', 70_000) + "\"",
    ];

    private static readonly string[] Texts =
    [
        "{", "}", "nul", "null", "1", "\"x\"", "[]", "[1]", "[null]", "{}", "{}{}", "{\"a\":1,}", "{'a':1}",
        "/* x */ {}",
        "{\"zzz\":1}", "{\"\":1}", "{\"$type\":\"x\"}",
        new('[', 20_000), string.Concat(Enumerable.Repeat("{\"a\":", 20_000)),
    ];

    // No text at all.
    private static readonly byte[][] Bytes =
    [
        [], [0], [0xff, 0xfe], [0xef, 0xbb, 0xbf], [.. "{\"name\":\""u8, 0xc3, 0x28, .. "\"}"u8],
        Encoding.Unicode.GetBytes("{\"name\":\"x\"}"),
    ];

    /// <summary>
    /// For a body that should be a <paramref name="type"/>: every field it has, filled with every wrong
    /// value.
    /// </summary>
    public static IEnumerable<byte[]> Bodies(Type type)
    {
        var info = JsonForm.Options.GetTypeInfo(type);
        var isList = info.Kind is JsonTypeInfoKind.Enumerable;
        var fields = (isList ? JsonForm.Options.GetTypeInfo(info.ElementType!) : info)
            .Properties.Select(p => JsonSerializer.Serialize(p.Name)).ToList();

        var objects = fields.SelectMany(field => Values.Select(value => $"{field}:{value}"))
            .Append(string.Join(',', fields.Select(field => field + ":1")))
            .Select(inner => $"{{{inner}}}");
        return Bytes.Concat(
            Texts.Concat(objects.Select(o => isList ? $"[{o}]" : o)).Select(Encoding.UTF8.GetBytes));
    }
}
