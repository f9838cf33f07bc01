using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Web;

namespace Shortener.Tests.Web;

/// <summary>
/// Whatever is sent to whichever route of the API: never a 500, and every refusal is problem details. Routes and the
/// fields of their bodies are those that are really mapped, so that later ones are covered by themselves.
/// </summary>
public sealed class RubbishTests(Engine engine) : OnBothEngines(engine)
{
    private const string Json = "application/json";

    // Kestrel answers these itself, before there is a request that could be answered: without a body.
    private static readonly int[] Bare = [400, 408, 414, 431];

    private static readonly string[] Texts =
    [
        "", "x", "-1", "0", "1.5", "1e9", "NaN", "true", "null", "99999999999999999999", "-99999999999999999999", "2147483648",
        "%", "%z", "%zz", "%00", "%ff", "%C3%28", "%ED%A0%80", "%F4%90%80%80", "%E2%82", "%0a%0d", "%2F..%2F..", "%25", "+", "'%20or%201=1--",
        "Mars%2FOlympus", "2026-13-45", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59Z", "AQAAAAAAAAAA", "1,2,,3", "-", "--createdAt",
        new('9', 5000), new('x', 5000),
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999", "\"\"", "\"x\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\uffff\"",
        "[]", "[null]", "[1]", "[[]]", "{}", "{\"x\":1}", "\"2026-02-30T00:00:00Z\"", "\"2026-01-01\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"https://" + new string('a', 70_000) + "\"",
    ];

    private static readonly byte[][] Bodies =
    [
        [], [0], [0xff, 0xfe], [0xef, 0xbb, 0xbf], "{"u8.ToArray(), "}"u8.ToArray(), "nul"u8.ToArray(), "null"u8.ToArray(), "1"u8.ToArray(),
        "\"x\""u8.ToArray(), "[]"u8.ToArray(), "[1]"u8.ToArray(), "[null]"u8.ToArray(), "{}"u8.ToArray(), "{}{}"u8.ToArray(), "{\"a\":1,}"u8.ToArray(), "{'a':1}"u8.ToArray(),
        "{\"zzz\":1}"u8.ToArray(), "{\"\":1}"u8.ToArray(), "{\"$type\":\"x\"}"u8.ToArray(), "/* x */ {}"u8.ToArray(),
        [.. "{\"name\":\""u8, 0xc3, 0x28, .. "\"}"u8],
        Encoding.UTF8.GetBytes(new string('[', 20_000)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 20_000))),
        Encoding.Unicode.GetBytes("{\"name\":\"x\"}"),
    ];

    private static readonly string[] MediaTypes =
    [
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-7",
        "application/json; charset=nonsense", "application/json; charset=utf-16", "application/json; charset=\"", "/", "application/json; ;",
    ];

    private static readonly string[] Headers =
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

    private static readonly string[] Requests =
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

    private static readonly (string Request, int Status)[] Nowhere =
    [
        ("GET /api/v1/nothing", 404),
        ("GET /api/", 404),
        ("DELETE /api/v1/keys/x", 404),
        ("PUT /api/v1/keys", 405),
        ("TRACE /api/v1/keys", 405),
        ("NONSENSE /api/v1/keys", 405),
    ];

    [Test]
    public async Task Nothing_in_a_path_breaks_a_route()
    {
        await using var app = new App(Database);

        foreach (var route in ApiRoutes.Of(app).Where(r => r.Pattern.Contains('{')))
        {
            foreach (var text in Texts)
            {
                var path = route.Filled(text).Replace("/1", "/" + text, StringComparison.Ordinal).Replace("/" + text + "/api", "/api", StringComparison.Ordinal);
                Check(route, text, await app.Raw($"{route.Method} {path} HTTP/1.1\r\nX-Api-Key: {App.AdminKey}"));
            }
        }
    }

    [Test]
    public async Task Nothing_in_a_query_breaks_a_route()
    {
        await using var app = new App(Database);
        var description = (await app.Anonymous().GetJson("/openapi/v1.json")).Body!;

        foreach (var route in ApiRoutes.Of(app))
        {
            foreach (var query in QueryOf(description, route).Append("zzz").SelectMany(name => Texts.Select(text => $"{name}={text}").Append($"{name}=1&{name}=2").Append(name)))
            {
                Check(route, query, await app.Raw(
                    $"{route.Method} {route.Filled()}?{query} HTTP/1.1\r\nX-Api-Key: {App.AdminKey}\r\nContent-Type: {Json}", "{}"u8.ToArray()));
            }
        }
    }

    [Test]
    public async Task Nothing_in_a_body_breaks_a_route()
    {
        await using var app = new App(Database);

        foreach (var route in ApiRoutes.Of(app).Where(r => r.Body is not null))
        {
            var fields = FieldsOf(route.Body!).ToList();
            var wrong = fields.SelectMany(f => Values.Select(v => Encoding.UTF8.GetBytes(Wrapped(route.Body!, $"{{{f}:{v}}}"))));
            foreach (var body in Bodies.Concat(wrong).Append(Encoding.UTF8.GetBytes(Wrapped(route.Body!, $"{{{string.Join(",", fields.Select(f => f + ":1"))}}}"))))
            {
                Check(route, Shown(body), await Send(app, route, body, Json));
            }
        }
    }

    [Test]
    public async Task Whatever_a_body_claims_to_be_breaks_no_route()
    {
        await using var app = new App(Database);

        foreach (var route in ApiRoutes.Of(app).Where(r => r.Body is not null))
        {
            foreach (var media in MediaTypes) Check(route, media, await Send(app, route, "{\"name\":\"x\"}"u8.ToArray(), media));
            Check(route, "no type", await app.Raw($"{route.Method} {route.Filled()} HTTP/1.1\r\nX-Api-Key: {App.AdminKey}", "{}"u8.ToArray()));
            Check(route, "no body", await app.Raw($"{route.Method} {route.Filled()} HTTP/1.1\r\nX-Api-Key: {App.AdminKey}\r\nContent-Type: {Json}"));
        }
    }

    [Test]
    public async Task A_body_of_10_megabytes_is_too_large_everywhere()
    {
        await using var app = new App(Database);
        var large = Encoding.UTF8.GetBytes($"{{\"url\":\"{new string('x', 10_000_000)}\"}}");

        foreach (var route in ApiRoutes.Of(app).Where(r => r.Body is not null))
        {
            var answer = await Send(app, route, large, Json);
            var repeated = await Send(app, route, large, Json + "\r\nIdempotency-Key: large");

            Assert.That((answer.Status, answer.Problem), Is.EqualTo((413, ProblemKind.TooLarge.Type)), route.ToString());
            Assert.That((repeated.Status, repeated.Problem), Is.EqualTo((413, ProblemKind.TooLarge.Type)), route.ToString());
        }
    }

    [Test]
    public async Task A_strange_header_breaks_no_route()
    {
        await using var app = new App(Database);

        foreach (var (route, header) in ApiRoutes.Of(app).SelectMany(r => Headers.Select(h => (r, h))))
        {
            var brings = header.Contains("X-Api-Key", StringComparison.Ordinal) || header.StartsWith("Authorization", StringComparison.Ordinal);
            var key = brings ? "" : $"\r\nX-Api-Key: {App.AdminKey}";
            Check(route, header, await app.Raw($"{route.Method} {route.Filled()} HTTP/1.1\r\n{header}{key}\r\nContent-Type: {Json}", "{}"u8.ToArray()));
        }
    }

    [Test]
    public async Task Floods_of_headers_and_overlong_addresses_are_refused_by_the_server()
    {
        await using var app = new App(Database);
        var many = string.Join("\r\n", Enumerable.Range(0, 150).Select(n => $"X-{n}: x"));

        var flood = await app.Raw($"GET /api/v1/keys HTTP/1.1\r\n{many}");
        var large = await app.Raw($"GET /api/v1/keys HTTP/1.1\r\nX-Large: {new string('x', 40_000)}");
        var overlong = await app.Raw($"GET /api/v1/keys?{new string('x', 20_000)} HTTP/1.1");

        Assert.That(new[] { flood.Status, large.Status, overlong.Status }, Is.EqualTo(new[] { 431, 431, 414 }));
    }

    [Test]
    public async Task What_is_not_there_is_a_problem_too()
    {
        await using var app = new App(Database);

        foreach (var (request, status) in Nowhere)
        {
            var answer = await app.Raw($"{request} HTTP/1.1");

            Assert.That((answer.Status, answer.Problem), Is.EqualTo((status, ProblemKind.Of(status).Type)), request);
        }
    }

    [Test]
    public async Task The_public_side_takes_rubbish_without_a_500()
    {
        await using var app = new App(Database);

        foreach (var head in Requests)
        {
            var answer = await app.Raw(head);

            Assert.That(answer.Status, Is.LessThan(500), $"{head}: {answer.Body}");
        }
    }

    private static Task<RawAnswer> Send(App app, ApiRoute route, byte[] body, string media) =>
        app.Raw($"{route.Method} {route.Filled()} HTTP/1.1\r\nX-Api-Key: {App.AdminKey}\r\nContent-Type: {media}", body);

    private static void Check(ApiRoute route, string sent, RawAnswer answer)
    {
        var isBare = Bare.Contains(answer.Status) && answer.Head.Contains("Content-Length: 0", StringComparison.Ordinal);
        var isProper = answer.Status is >= 200 and < 400 || isBare || answer.Problem == ProblemKind.Of(answer.Status).Type;

        Assert.That(answer.Status is > 0 and < 500 && isProper, $"{route} with {sent}: {answer.Status} {answer.Body}");
    }

    private static IEnumerable<string> QueryOf(JsonNode description, ApiRoute route) =>
        from parameter in description["paths"]![route.Described]![route.Method.ToLowerInvariant()]!["parameters"]?.AsArray() ?? []
        where (string?)parameter["in"] == "query"
        select (string)parameter["name"]!;

    private static IEnumerable<string> FieldsOf(Type body)
    {
        var info = JsonForm.Options.GetTypeInfo(body);
        return (info.Kind is JsonTypeInfoKind.Enumerable ? JsonForm.Options.GetTypeInfo(info.ElementType!) : info)
            .Properties.Select(p => JsonSerializer.Serialize(p.Name));
    }

    private static string Wrapped(Type body, string item) =>
        JsonForm.Options.GetTypeInfo(body).Kind is JsonTypeInfoKind.Enumerable ? $"[{item}]" : item;

    private static string Shown(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 60)));
}
