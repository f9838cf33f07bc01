using System.Net;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Web;

namespace Shortener.Tests.Web;

/// <summary>What a person reads who sent something wrong.</summary>
public sealed class ProblemTests : IAsyncDisposable
{
    private TestDatabase _database = null!;
    private App _app = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _database = await TestDatabase.Make(Engine.Sqlite);
        _app = new App(_database.Name);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [TestCase("""{"name":1,"scopes":[]}""", "name", "must be text")]
    [TestCase("""{"name":null,"scopes":[]}""", "name", "must be text")]
    [TestCase("""{"name":"x","scopes":"admin"}""", "scopes", "must be a list of text")]
    [TestCase("""{"name":"x","scopes":[true]}""", "scopes[0]", "must be text")]
    [TestCase("""{"nmae":"x"}""", "nmae", "is not a known field")]
    [TestCase("""{"name":"x","name":"y","scopes":[]}""", "name", "is there twice")]
    [TestCase("""{"name":"x"}""", "scopes", "is missing")]
    [TestCase("""{"name":"x\u0000","scopes":[]}""", "name", "must not contain the character U+0000")]
    public async Task A_wrong_field_is_named_with_what_it_must_be(string body, string field, string message)
    {
        var answer = await _app.Admin().PostJson("/api/v1/keys", body);

        Assert.That(
            (answer.Status, (string?)answer["type"]),
            Is.EqualTo((HttpStatusCode.BadRequest, ProblemKind.Malformed.Type)));
        Assert.That(answer.Error(field), Is.EqualTo(message));
    }

    [TestCase("""{"title":1}""", "title", "must be text")]
    [TestCase("""{"maxClicks":"many"}""", "maxClicks", "must be a whole number")]
    [TestCase("""{"validUntil":"tomorrow"}""", "validUntil", "must be a time such as 2026-11-21T17:16:39Z")]
    [TestCase("""{"tags":["a",1]}""", "tags[1]", "must be text")]
    [TestCase("""{"tilte":"x"}""", "tilte", "is not a known field")]
    [TestCase("""{"title":"x","title":"y"}""", "title", "is there twice")]
    public async Task A_wrong_field_of_a_merge_patch_is_named_too(string body, string field, string message)
    {
        await _app.Admin().PostJson("/api/v1/links", """{"url":"https://example.com/"}""");

        var answer = await _app.Admin().PatchJson("/api/v1/links/1", body);

        Assert.That((answer.Status, answer.Error(field)), Is.EqualTo((HttpStatusCode.BadRequest, message)));
    }

    [Test]
    public async Task What_maps_words_to_numbers_is_an_object()
    {
        var answer = await _app.Admin().PutJson(
            "/api/v1/rates", """{"date":"2026-11-21","base":"EUR","source":"bank","rates":[1]}""");

        Assert.That(answer.Error("rates"), Is.EqualTo("must be an object"));
    }

    [Test]
    public async Task The_detail_says_of_every_field_what_is_wrong()
    {
        var answer = await _app.Admin().PostJson("/api/v1/keys", """{"name":"","scopes":["x"]}""");

        Assert.That((string?)answer["detail"], Is.EqualTo(
            "name: must be 1 to 100 characters: what the key is for. "
            + "scopes: must be some of links:read, links:write, reports:read, conversions:write, track:write, admin."));
    }

    [TestCase("POST", "/api/v1/links/bulk?dry_run=true", "dry_run")]
    [TestCase("POST", "/api/v1/links?ifExist=return", "ifExist")]
    [TestCase("GET", "/api/v1/links?achived=true", "achived")]
    [TestCase("GET", "/api/v1/signals/explain?referer=x", "referer")]
    [TestCase("GET", "/api/v1/analytics?grouBy=day", "grouBy")]
    public async Task A_parameter_that_nobody_knows_is_refused_before_anything_is_done(
        string method, string address, string name)
    {
        var answer = await _app.Admin().SendJson(
            new HttpMethod(method), address, method is "POST" ? """{"url":"https://made.example/"}""" : null);

        Assert.That(
            (answer.Status, answer.Error(name)),
            Is.EqualTo((HttpStatusCode.BadRequest, "is not a parameter here; check its spelling")));
        Assert.That(
            (await _app.Admin().GetJson("/api/v1/links?search=made.example"))["data"]!.AsArray(), Is.Empty);
    }

    [TestCase("/api/v1/links?SEARCH=nothing&Limit=1")]
    [TestCase("/api/v1/signals/explain?ua=x&header.sec-fetch-site=none&HEADER.dnt=1")]
    public async Task Known_parameters_pass_whatever_their_case(string address) =>
        Assert.That((await _app.Admin().GetJson(address)).Status, Is.EqualTo(HttpStatusCode.OK));

    [TestCase("""{"name": x}""", "The body is not valid JSON: see line 1, byte 10.")]
    [TestCase("{", "The body is not valid JSON: see line 1, byte 2.")]
    [TestCase("", "The body is empty; send JSON.")]
    [TestCase("[]", "The body is not what this address takes; it must be an object.")]
    public async Task A_wrong_body_is_explained(string body, string detail) =>
        Assert.That(
            (string?)(await _app.Admin().PostJson("/api/v1/keys", body))["detail"], Is.EqualTo(detail));

    [TestCase("/api/v1/links?limit=many", "limit", "must be a whole number, not 'many'")]
    [TestCase("/api/v1/links?archived=perhaps", "archived", "must be true or false, not 'perhaps'")]
    [TestCase("/api/v1/links?limit=99999999999", "limit", "must be a whole number, not '99999999999'")]
    public async Task A_wrong_query_parameter_is_named_with_what_it_must_be(
        string path, string field, string message)
    {
        var answer = await _app.Admin().GetJson(path);

        Assert.That((answer.Status, answer.Error(field)), Is.EqualTo((HttpStatusCode.BadRequest, message)));
    }

    [Test]
    public async Task A_form_is_told_to_come_as_JSON()
    {
        using var form = new FormUrlEncodedContent([new("name", "x")]);

        var answer = await _app.Admin().PostAsync("/api/v1/keys", form);

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Content-Type: application/json"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_wrong_method_is_told_which_ones_there_are()
    {
        var answer = await _app.Admin().SendJson(HttpMethod.Put, "/api/v1/keys", "{}");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That((string?)answer["detail"], Is.EqualTo("/api/v1/keys answers GET, POST only."));
        Assert.That(answer.Message.Content.Headers.Allow, Is.EquivalentTo(new[] { "GET", "POST" }));
    }

    [Test]
    public async Task A_browser_outside_the_api_gets_a_page_without_anything_from_elsewhere()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no/<such>/page");
        request.Headers.Add("Accept", "text/html,*/*");

        var answer = await _app.Anonymous().SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/html"));
        Assert.That(
            page, Does.Contain("<h1 dir=\"auto\">There is nothing here</h1>").And.Not.Contain("<such>"));
        Assert.That(
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            Does.StartWith("default-src 'none'"));
    }

    [Test]
    public async Task Nothing_says_which_server_this_is()
    {
        var answer = await _app.Anonymous().GetAsync("/health/live");

        Assert.That(answer.Headers.Contains("Server"), Is.False);
    }

    [Test]
    public void Types_never_change() => Assert.That(
        ProblemKind.All.Select(k => (k.Status, k.Type)),
        Is.EqualTo(new[]
        {
            (400, "urn:shortener:problem:malformed"),
            (401, "urn:shortener:problem:unauthorized"),
            (403, "urn:shortener:problem:forbidden"),
            (404, "urn:shortener:problem:not-found"),
            (405, "urn:shortener:problem:method-not-allowed"),
            (409, "urn:shortener:problem:conflict"),
            (410, "urn:shortener:problem:gone"),
            (413, "urn:shortener:problem:too-large"),
            (422, "urn:shortener:problem:unprocessable"),
            (429, "urn:shortener:problem:too-many"),
            (500, "urn:shortener:problem:broken"),
            (503, "urn:shortener:problem:unavailable"),
        }));
}
