using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Accounts;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Accounts;

public sealed class KeyCacheTests(Engine engine) : OnBothEngines(engine)
{
    private readonly StoppedClock _clock = new(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task A_key_that_another_process_made_or_took_away_is_seen_within_seconds()
    {
        using var cache = Cache();
        await cache.Find("anything", default);

        var made = await Keys().Make(new NewKey("new", [Scopes.LinksRead]), default);
        var atOnce = await cache.Find(made.Key, default);
        _clock.Advance(TimeSpan.FromSeconds(4));
        var later = await cache.Find(made.Key, default);
        await Keys().Revoke(made.Id, default);
        _clock.Advance(TimeSpan.FromSeconds(4));
        var revoked = await cache.Find(made.Key, default);

        Assert.That(
            (atOnce?.Name, later?.Name, revoked?.Name), Is.EqualTo(((string?)null, "new", (string?)null)));
    }

    [Test]
    public async Task While_the_database_fails_the_keys_last_seen_go_on_working()
    {
        using var cache = Cache();
        var made = await Keys().Make(new NewKey("new", [Scopes.LinksRead]), default);
        await cache.Find(made.Key, default);

        await Db.Run("drop table api_keys");
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That((await cache.Find(made.Key, default))?.Name, Is.EqualTo("new"));
    }

    [Test]
    public async Task What_is_stored_is_not_the_key()
    {
        var made = await Keys().Make(new NewKey("new", [Scopes.LinksRead]), default);

        var hash = await Db.Find<byte[]>("select hash from api_keys where id = @Id", new { made.Id });

        Assert.That(made.Key, Does.Match("^sk_[0-9A-Za-z]{32}$"));
        Assert.That(hash, Is.EqualTo(SHA256.HashData(Encoding.ASCII.GetBytes(made.Key))));
    }

    [Test]
    public async Task The_first_start_makes_an_admin_key_and_no_later_one_does()
    {
        var first = await Keys().MakeFirst(null, default);
        var second = await Keys().MakeFirst(null, default);

        Assert.That((first?.Scopes.Single(), second), Is.EqualTo((Scopes.Admin, (MadeKey?)null)));
    }

    [Test]
    public async Task A_configured_key_works_beside_an_earlier_one_and_stays_away_when_it_was_taken_away()
    {
        const string Chosen = "a key that somebody chose";
        using var cache = Cache();
        await Keys().MakeFirst(null, default);
        await Keys().MakeFirst(Chosen, default);
        var key = await cache.Find(Chosen, default);

        await Keys().Revoke(key!.Id, default);
        await Keys().MakeFirst(Chosen, default);
        cache.Forget();

        Assert.That(key.May(Scopes.LinksWrite), Is.True);
        Assert.That(await cache.Find(Chosen, default), Is.Null);
    }

    private KeyStore Keys() => new(Db, _clock);

    private KeyCache Cache() => new(Keys(), _clock, NullLogger<KeyCache>.Instance);
}
