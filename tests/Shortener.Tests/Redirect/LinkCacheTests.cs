using Shortener.Hits;
using Shortener.Links;
using Shortener.Redirect;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Redirect;

public sealed class LinkCacheTests(Engine engine) : OnBothEngines(engine)
{
    [Test]
    public async Task A_link_that_is_changed_again_and_again_drives_no_other_out()
    {
        var links = new LinkStore(Db, new LinkSettings(), TimeProvider.System);
        var cache = new LinkCache(
            links, new Dictionaries(new HitSettings()), new RedirectSettings { CachedSlugs = 3 });
        await new TestLog(Db).Link("kept");
        await new TestLog(Db).Link("changed");
        await cache.Find(Domains.Default, "kept", default);

        for (var change = 0; change < 10; change++)
        {
            await cache.Find(Domains.Default, "changed", default);
            cache.Forget(Domains.Default, "changed");
        }

        // What the store does not tell of, the cache cannot see.
        await Db.Run("update links set url = 'https://example.com/behind-its-back'");
        var kept = await cache.Find(Domains.Default, "kept", default);
        Assert.That(kept!.Link.Url, Is.EqualTo("https://example.com/"));
    }

    [Test]
    public async Task A_full_cache_starts_again_empty()
    {
        var links = new LinkStore(Db, new LinkSettings(), TimeProvider.System);
        var cache = new LinkCache(
            links, new Dictionaries(new HitSettings()), new RedirectSettings { CachedSlugs = 3 });
        await new TestLog(Db).Link("first");
        await cache.Find(Domains.Default, "first", default);
        await Db.Run("update links set url = 'https://example.com/behind-its-back'");

        foreach (var slug in new[] { "nobody", "knows", "these" })
        {
            await cache.Find(Domains.Default, slug, default);
        }

        Assert.That(
            (await cache.Find(Domains.Default, "first", default))!.Link.Url, Does.EndWith("behind-its-back"));
    }
}
