using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shortener.Accounts;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Accounts;

public sealed class KeyTests(Engine engine) : OnBothEngines(engine)
{
    [Test]
    public async Task A_new_key_works_and_is_never_shown_again()
    {
        await using var app = new App(Database);

        var made = await app.Admin().PostAsJsonAsync(
            "/api/v1/keys", new { name = "reader", scopes = new[] { "admin" } });
        var key = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        var list = await app.WithKey(key).GetAsync("/api/v1/keys");

        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(list.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await list.Content.ReadAsStringAsync(), Does.Contain("reader").And.Not.Contain(key));
    }

    [Test]
    public async Task A_key_that_was_taken_away_stops_at_once()
    {
        await using var app = new App(Database);
        var made = await app.Get<KeyStore>().Make(new NewKey("second", [Scopes.Admin]), default);
        await app.WithKey(made.Key).GetAsync("/api/v1/keys");

        var gone = await app.Admin().DeleteAsync($"/api/v1/keys/{made.Id}");
        var after = await app.WithKey(made.Key).GetAsync("/api/v1/keys");

        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(after.Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer"));
    }

    [Test]
    public async Task The_last_admin_key_stays()
    {
        await using var app = new App(Database);
        await app.With(Scopes.LinksRead);

        var answer = await app.Admin().DeleteAsync("/api/v1/keys/1");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task A_key_without_the_scope_is_told_which_one_it_lacks()
    {
        await using var app = new App(Database);
        var reader = await app.With(Scopes.LinksRead, Scopes.LinksWrite);

        var answer = await reader.GetAsync("/api/v1/keys");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("lacks the scope admin"));
    }
}
