using System.Net;
using System.Net.Http.Json;
using Shortener.Accounts;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Accounts;

public sealed class IdempotencyTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_repeated_deletion_is_answered_as_the_first_and_not_as_not_found()
    {
        await using var app = new App(Database);
        await app.With(Scopes.LinksRead);

        var first = await app.Admin().SendAsync(Delete(2, "once"));
        var again = await app.Admin().SendAsync(Delete(2, "once"));
        var other = await app.Admin().SendAsync(Delete(2, "twice"));

        Assert.That(
            new[] { first.StatusCode, again.StatusCode, other.StatusCode },
            Is.EqualTo(
                new[] { HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.NotFound }));
        Assert.That(again.Headers.Contains("Idempotency-Replayed"));
    }

    [Test]
    public async Task A_refusal_is_repeated_word_by_word()
    {
        await using var app = new App(Database);

        var first = await app.Admin().SendAsync(Make("once", "reader", "links:raed"));
        var again = await app.Admin().SendAsync(Make("once", "reader", "links:raed"));

        Assert.That((int)again.StatusCode, Is.EqualTo(422));
        Assert.That(again.Content.Headers.ContentType, Is.EqualTo(first.Content.Headers.ContentType));
        Assert.That(
            await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
    }

    [Test]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var app = new App(Database);

        await app.Admin().SendAsync(Make("once", "reader", Scopes.LinksRead));
        var other = await app.Admin().SendAsync(Make("once", "writer", Scopes.LinksRead));

        Assert.That((int)other.StatusCode, Is.EqualTo(422));
        Assert.That(await other.Content.ReadAsStringAsync(), Does.Contain("Idempotency-Key"));
    }

    [Test]
    public async Task A_secret_is_not_kept_for_a_repetition_and_not_made_twice()
    {
        await using var app = new App(Database);

        var first = await app.Admin().SendAsync(Make("once", "reader", Scopes.LinksRead));
        var again = await app.Admin().SendAsync(Make("once", "reader", Scopes.LinksRead));

        Assert.That(
            (first.StatusCode, again.StatusCode),
            Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Conflict)));
        Assert.That(
            await Db.Find<long>("select count(*) from api_keys where name = 'reader'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_repaired_body_may_follow_with_the_same_key()
    {
        await using var app = new App(Database);
        var broken = new HttpRequestMessage(HttpMethod.Post, "/api/v1/keys") { Content = JsonContent.Create(new { nmae = "reader" }) };
        broken.Headers.Add("Idempotency-Key", "once");

        var first = await app.Admin().SendAsync(broken);
        var repaired = await app.Admin().SendAsync(Make("once", "reader", Scopes.LinksRead));

        Assert.That(
            (first.StatusCode, repaired.StatusCode),
            Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.Created)));
    }

    [Test]
    public async Task Two_callers_may_use_the_same_key()
    {
        await using var app = new App(Database);
        var second = await app.With(Scopes.Admin);

        await app.Admin().SendAsync(Make("once", "reader", Scopes.LinksRead));
        var other = await second.SendAsync(Make("once", "writer", Scopes.LinksRead));

        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Of_ten_at_once_one_is_carried_out()
    {
        await using var app = new App(Database);
        var admin = app.Admin();

        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => admin.SendAsync(Make("once", "reader", Scopes.LinksRead))));

        Assert.That(
            await Db.Find<long>("select count(*) from api_keys where name = 'reader'"), Is.EqualTo(1));
    }

    [Test]
    public async Task While_the_first_is_under_way_nobody_else_begins_and_after_a_minute_it_counts_as_abandoned()
    {
        var clock = new StoppedClock(Noon);
        var store = new IdempotencyStore(Db, new AccountSettings(), clock);

        var (first, _) = await store.Begin(1, "k", [1], isPersonal: false, default);
        clock.Advance(TimeSpan.FromSeconds(59));
        var (second, _) = await store.Begin(1, "k", [1], isPersonal: false, default);
        clock.Advance(TimeSpan.FromSeconds(2));
        var (third, _) = await store.Begin(1, "k", [1], isPersonal: false, default);

        Assert.That(
            new[] { first, second, third },
            Is.EqualTo(new[] { Repetition.First, Repetition.UnderWay, Repetition.First }));
    }

    [Test]
    public async Task After_24_hours_an_answer_is_forgotten_and_a_sweep_removes_it()
    {
        var clock = new StoppedClock(Noon);
        var store = new IdempotencyStore(Db, new AccountSettings(), clock);
        foreach (var key in new[] { "a", "b" })
        {
            await store.Begin(1, key, [1], isPersonal: false, default);
            await store.Finish(1, key, new KeptAnswer { Status = 204 });
        }

        clock.Advance(TimeSpan.FromHours(24));
        var (still, answer) = await store.Begin(1, "a", [1], isPersonal: false, default);
        clock.Advance(TimeSpan.FromSeconds(1));
        var (later, _) = await store.Begin(1, "a", [2], isPersonal: false, default);
        var swept = await store.Sweep(default);

        Assert.That((still, answer?.Status), Is.EqualTo((Repetition.Answered, 204)));
        Assert.That((later, swept), Is.EqualTo((Repetition.First, 1)));
    }

    private static HttpRequestMessage Delete(long id, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/keys/{id}");
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private static HttpRequestMessage Make(string key, string name, string scope)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/keys")
        {
            Content = JsonContent.Create(new { name, scopes = new[] { scope } }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
