using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Web;

namespace Shortener.Tests.Web;

/// <summary>
/// The description is held against the routes that are really mapped, so that none can be forgotten.
/// </summary>
public sealed class OpenApiTests : IAsyncDisposable
{
    private TestDatabase _database = null!;
    private App _app = null!;
    private JsonNode _document = null!;

    [OneTimeSetUp]
    public async Task Fetch()
    {
        _database = await TestDatabase.Make(Engine.Sqlite);
        _app = new App(_database.Name);
        _document = (await _app.Anonymous().GetJson("/openapi/v1.json")).Body!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public void It_is_OpenApi_3_1() => Assert.That((string?)_document["openapi"], Does.StartWith("3.1."));

    // Answered before routing.
    private static readonly string[] Redirects = ["GET /{slug}", "GET /{slug}.{token}"];

    [Test]
    public void Every_route_there_is_is_described_and_nothing_else()
    {
        var described = from path in _document["paths"]!.AsObject()
                        from operation in path.Value!.AsObject()
                        select $"{operation.Key.ToUpperInvariant()} {path.Key}";

        // HEAD answers as GET does.
        Assert.That(described, Is.EquivalentTo(
            [.. Redirects, .. ApiRoutes.All(_app).Where(r => r.Method != "HEAD").Select(
                r => $"{r.Method} {r.Described}")]));
    }

    [TestCase("/-/t/visit")]
    [TestCase("/-/t/lead")]
    [TestCase("/-/t/sale")]
    [TestCase("/-/t/share")]
    public void What_pages_tell_is_described_with_its_body_its_key_and_its_refusals(string path)
    {
        var told = _document["paths"]![path]!["post"]!;

        Assert.That(told["requestBody"]!["content"]!["application/json"]!["schema"], Is.Not.Null);
        Assert.That(
            told["parameters"]!.AsArray().Select(p => (string?)p!["name"]), Is.EqualTo(new[] { "key" }));
        Assert.That(
            told["responses"]!.AsObject().Select(r => r.Key),
            Is.SupersetOf(new[] { "400", "401", "403", "413", "422", "429" }).And.Some.StartsWith("2"));
    }

    [Test]
    public void Health_says_the_same_when_redirects_are_not_answered() => Assert.That(
        _document["paths"]!["/health/ready"]!["get"]!["responses"]!["503"]!["content"]!.AsObject().Select(c => c.Key), Is.EqualTo(new[] { "application/json" }));

    [Test]
    public void Every_route_names_every_problem_it_may_answer_with() => Assert.Multiple(() =>
    {
        foreach (var route in ApiRoutes.Of(_app))
        {
            var isWrite = route.Method is not "GET";
            var hasBody = Operation(route)["requestBody"] is not null;
            string[] expected =
            [
                "400", "401", "403", "429", "500", "503",
                .. isWrite ? ["409", "422"] : Array.Empty<string>(),
                .. hasBody ? ["413"] : Array.Empty<string>(),
                .. route.Endpoint.Metadata.OfType<IProducesResponseTypeMetadata>()
                .Select(p => $"{p.StatusCode}"),
            ];
            var answers = Operation(route)["responses"]!.AsObject().Select(r => r.Key).ToArray();

            Assert.That(expected.Distinct(), Is.SubsetOf(answers), route.ToString());
            Assert.That(answers, Has.Some.StartsWith("2"), route.ToString());
        }
    });

    [Test]
    public void Every_problem_is_described_once_with_its_type() => Assert.That(
        _document["components"]!["responses"]!.AsObject().Select(
            r => (r.Key, Type: r.Value!["description"]!.ToString())),
        Is.EquivalentTo(ProblemKind.All.Select(k => (k.Name, $"{k.Title} (`{k.Type}`)"))));

    [Test]
    public void Every_route_needs_a_key_and_says_with_which_scope() => Assert.Multiple(() =>
    {
        foreach (var route in ApiRoutes.Of(_app))
        {
            Assert.That(Operation(route)["security"]!.AsArray(), Has.Count.EqualTo(2), route.ToString());
            Assert.That(
                (string?)Operation(route)["description"], Does.EndWith($"Scope: `{route.Scope}`."),
                route.ToString());
        }
    });

    [TestCase("svg", "image/svg+xml")]
    [TestCase("png", "image/png")]
    public void A_QR_code_needs_no_key_and_says_what_comes(string ending, string type)
    {
        var code = _document["paths"]![$"/{{slug}}.{ending}"]!["get"]!;

        Assert.That(code["security"], Is.Null);
        Assert.That(
            code["responses"]!["200"]!["content"]!.AsObject().Select(c => c.Key), Is.EqualTo(new[] { type }));
        Assert.That(
            code["responses"]!.AsObject().Select(r => r.Key), Is.SupersetOf(new[] { "400", "404", "410" }));
        Assert.That(
            code["parameters"]!.AsArray().Select(p => (string?)p!["name"]),
            Is.EquivalentTo(new[] { "slug", "size" }));
    }

    [Test]
    public void Operations_have_names_of_their_own() =>
        Assert.That(
            from path in _document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select operation.Value!["operationId"]!.ToString(),
            Is.Unique);

    [Test]
    public void Every_reference_leads_somewhere() =>
        Assert.That(References(_document).Distinct().Where(r => Resolve(r) is null), Is.Empty);

    // A schema without any word allows everything: it says that our description of a type got lost.
    [Test]
    public void Every_field_says_what_it_is() =>
        Assert.That(
            from schema in _document["components"]!["schemas"]!.AsObject()
            from property in schema.Value!["properties"]?.AsObject() ?? []
            where property.Value!["type"] is null && property.Value["$ref"] is null && property.Value["enum"] is null
                && property.Value["oneOf"] is null && property.Value["anyOf"] is null
            select $"{schema.Key}.{property.Key}",
            Is.Empty);

    private JsonObject Operation(ApiRoute route) =>
        _document["paths"]![route.Described]![route.Method.ToLowerInvariant()]!.AsObject();

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [p.Value!.ToString()] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };

    private JsonNode? Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)_document, (node, name) => node?[name]);
}
