using System.Text;
using System.Text.Json.Nodes;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Web;

namespace Shortener.Tests.Web;

/// <summary>
/// Whatever is sent to whichever route of the API: never a 500, and every refusal is problem details. Routes,
/// their parameters and the fields of their bodies are those that are really there, so that later ones are
/// covered by themselves.
/// </summary>
public sealed class RubbishTests(Engine engine) : OnBothEngines(engine)
{
    private const string Json = "application/json";

    private const string Person =
        "Sec-Fetch-Site: same-origin\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    // Kestrel answers these itself, before there is a request that could be answered: without a body.
    private static readonly int[] Bare = [400, 408, 414, 431];

    private static readonly byte[] Sample = Encoding.UTF8.GetBytes("""{"name":"x"}""");

    [Test]
    public async Task Nothing_in_a_path_breaks_a_route()
    {
        await using var app = new App(Database);

        foreach (var route in ApiRoutes.Of(app).Where(r => r.Pattern.Contains('{')))
        {
            foreach (var text in Rubbish.Parameters)
            {
                Check(route, text, await app.Raw(Head(route, route.Filled(text, number: text))));
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
            foreach (var name in QueryOf(description, route).Append("zzz"))
            {
                var queries = Rubbish.Parameters.Select(text => $"{name}={text}");
                foreach (var query in queries.Append($"{name}=1&{name}=2").Append(name))
                {
                    Check(
                        route, query, await app.Raw(Head(route, $"{route.Filled()}?{query}", Json), Sample));
                }
            }
        }
    }

    [Test]
    public async Task Nothing_in_a_body_breaks_a_route()
    {
        await using var app = new App(Database);

        foreach (var route in RoutesWithBody(app))
        {
            foreach (var body in Rubbish.Bodies(route.Body!))
            {
                var shown = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 60)));
                Check(route, shown, await app.Raw(Head(route, route.Filled(), Json), body));
            }
        }
    }

    [Test]
    public async Task Whatever_a_body_claims_to_be_breaks_no_route()
    {
        await using var app = new App(Database);

        foreach (var route in RoutesWithBody(app))
        {
            foreach (var media in Rubbish.MediaTypes)
            {
                Check(route, media, await app.Raw(Head(route, route.Filled(), media), Sample));
            }
            Check(route, "no type", await app.Raw(Head(route, route.Filled()), Sample));
            Check(route, "no body", await app.Raw(Head(route, route.Filled(), Json)));
        }
    }

    [Test]
    public async Task A_body_of_10_megabytes_is_too_large_everywhere()
    {
        await using var app = new App(Database);
        var large = Encoding.UTF8.GetBytes($"{{\"url\":\"{new string('x', 10_000_000)}\"}}");

        foreach (var route in RoutesWithBody(app))
        {
            var answer = await app.Raw(Head(route, route.Filled(), Json), large);
            var once = await app.Raw(Head(route, route.Filled(), Json) + "\r\nIdempotency-Key: large", large);

            Assert.That(
                (answer.Status, answer.Problem), Is.EqualTo((413, ProblemKind.TooLarge.Type)),
                route.ToString());
            Assert.That(
                (once.Status, once.Problem), Is.EqualTo((413, ProblemKind.TooLarge.Type)), route.ToString());
        }
    }

    [Test]
    public async Task A_strange_header_breaks_no_route()
    {
        await using var app = new App(Database);

        foreach (var route in ApiRoutes.Of(app))
        {
            foreach (var header in Rubbish.Headers)
            {
                var head = BringsKey(header)
                    ? $"{route.Method} {route.Filled()} HTTP/1.1"
                    : Head(route, route.Filled(), Json);
                Check(route, header, await app.Raw($"{head}\r\n{header}", Sample));
            }
        }
    }

    [TestCase("Host")]
    [TestCase("X-Forwarded-Host")]
    public async Task A_strange_host_breaks_no_route(string header)
    {
        await using var app = new App(Database, new() { ["Shortener:Web:Proxies"] = "127.0.0.1" });
        await app.Admin().PostJson("/api/v1/links", """{"slug":"x","url":"https://example.com/"}""");

        foreach (var page in new[] { "/x", "/x+", "/x.svg", "/-/share/x", "/api/v1/links", "/api/v1/analytics" })
        {
            foreach (var name in Rubbish.Hosts)
            {
                var head = $"GET {page} HTTP/1.1\r\nX-Api-Key: {App.AdminKey}";
                var answer = header is "Host"
                    ? await app.Raw(head, host: name)
                    : await app.Raw($"{head}\r\n{header}: {name}");

                Assert.That(
                    answer.Status, Is.Positive.And.LessThan(500), $"{page} at {name}: {answer.Body}");
            }
        }
    }

    [Test]
    public async Task A_host_in_punycode_that_spells_no_name_is_a_request_that_cannot_be_read()
    {
        await using var app = new App(Database);
        await app.Admin().PostJson("/api/v1/links", """{"slug":"x","url":"https://example.com/"}""");

        var wrong = await app.Raw("GET /x HTTP/1.1", host: "xn--a");
        var right = await app.Raw("GET /x HTTP/1.1", host: "xn--mnchen-3ya.example");

        Assert.That(
            (wrong.Status, wrong.Problem, right.Status), Is.EqualTo((400, ProblemKind.Malformed.Type, 302)));
    }

    [Test]
    public async Task Floods_of_headers_and_overlong_addresses_are_refused_by_the_server()
    {
        await using var app = new App(Database);
        var many = string.Join("\r\n", Enumerable.Range(0, 150).Select(n => $"X-{n}: x"));

        var flood = await app.Raw($"GET /api/v1/keys HTTP/1.1\r\n{many}");
        var large = await app.Raw($"GET /api/v1/keys HTTP/1.1\r\nX-Large: {new string('x', 40_000)}");
        var overlong = await app.Raw($"GET /api/v1/keys?{new string('x', 20_000)} HTTP/1.1");

        Assert.That(
            new[] { flood.Status, large.Status, overlong.Status }, Is.EqualTo(new[] { 431, 431, 414 }));
    }

    [Test]
    public async Task What_is_not_there_is_a_problem_too()
    {
        await using var app = new App(Database);
        (string Request, int Status)[] nowhere =
        [
            ("GET /api/v1/nothing", 404),
            ("GET /api/", 404),
            ("DELETE /api/v1/keys/x", 404),
            ("PUT /api/v1/keys", 405),
            ("TRACE /api/v1/keys", 405),
            ("NONSENSE /api/v1/keys", 405),
        ];

        foreach (var (request, status) in nowhere)
        {
            var answer = await app.Raw($"{request} HTTP/1.1");

            Assert.That(
                (answer.Status, answer.Problem), Is.EqualTo((status, ProblemKind.Of(status).Type)), request);
        }
    }

    [Test]
    public async Task The_public_side_takes_rubbish_without_a_500()
    {
        await using var app = new App(Database);

        foreach (var head in Rubbish.Requests)
        {
            var answer = await app.Raw(head);

            Assert.That(answer.Status, Is.LessThan(500), $"{head}: {answer.Body}");
        }
    }

    [Test]
    public async Task Whatever_a_person_s_browser_claims_to_send_breaks_no_public_page()
    {
        await using var app = new App(Database, new()
        {
            ["Shortener:Shares:PressesPerMinute"] = "0",
            ["Shortener:Shares:NetworkPressesPerMinute"] = "0",
        });
        await app.Admin().PostJson("/api/v1/links", """{"slug":"x","url":"https://example.com/"}""");

        foreach (var page in new[] { "/x", "/x+", "/x.svg", "/-/share/x", "/-/share/x.abcdefgh", "/-/t/visit", "/health/ready" })
        {
            foreach (var header in Rubbish.Headers.Concat(
                Rubbish.MediaTypes.Select(type => "Content-Type: " + type)))
            {
                foreach (var method in new[] { "GET", "POST", "OPTIONS" })
                {
                    var answer = await app.Raw($"{method} {page} HTTP/1.1\r\n{Person}\r\n{header}", Sample);

                    Assert.That(
                        answer.Status, Is.Positive.And.LessThan(500),
                        $"{method} {page} with {header}: {answer.Body}");
                }
            }
        }
    }

    private static IEnumerable<ApiRoute> RoutesWithBody(App app) =>
        ApiRoutes.Of(app).Where(r => r.Body is not null);

    private static string Head(ApiRoute route, string target, string? media = null) =>
        $"{route.Method} {target} HTTP/1.1\r\nX-Api-Key: {App.AdminKey}{(media is null ? "" : "\r\nContent-Type: " + media)}";

    private static bool BringsKey(string header) =>
        header.Contains("X-Api-Key") || header.Contains("Authorization");

    private static IEnumerable<string> QueryOf(JsonNode description, ApiRoute route) =>
        from parameter in description["paths"]![route.Described]![route.Method.ToLowerInvariant()]!["parameters"]?.AsArray() ?? []
        where (string?)parameter["in"] == "query"
        select (string)parameter["name"]!;

    private static void Check(ApiRoute route, string sent, RawAnswer answer)
    {
        var isBare = Bare.Contains(answer.Status)
            && answer.Head.Contains("Content-Length: 0", StringComparison.Ordinal);
        var isProper = answer.Status is >= 200
            and < 400 || isBare || answer.Problem == ProblemKind.Of(answer.Status).Type;

        Assert.That(
            answer.Status is > 0 and < 500 && isProper,
            $"{route} with {sent}: {answer.Status} {answer.Body}");
    }
}
