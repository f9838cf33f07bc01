using System.Collections.Concurrent;
using Shortener.Hits;
using Shortener.Links;

namespace Shortener.Redirect;

/// <summary>
/// Links by domain and slug, and slugs that lead nowhere, so that a redirect asks the database once. Forgets
/// a slug when <see cref="LinkStore.Changed"/> names it; what another process changed is named by
/// <see cref="LinkCacheWorker"/>.
/// </summary>
public sealed class LinkCache
{
    // A slug of twenty letters has a million spellings; few are met.
    private const int MostSpellings = 8;

    private readonly LinkStore _links;
    private readonly Dictionaries _dictionaries;
    private readonly RedirectSettings _settings;

    // Slugs that differ only by case lie in one bucket: a change of one may change what the others find.
    private readonly ConcurrentDictionary<(string Domain, string Folded), Bucket> _buckets = new();
    private int _count;

    /// <summary>
    /// What the slugs of one folded form lead to: nearly always one slug, so a list that is copied to grow.
    /// </summary>
    private sealed class Bucket
    {
        private volatile (string Slug, CachedLink? Link)[] _known = [];

        public bool TryGetValue(string slug, out CachedLink? link)
        {
            foreach (var known in _known)
            {
                if (known.Slug != slug) continue;
                link = known.Link;
                return true;
            }
            link = null;
            return false;
        }

        public void Keep(string slug, CachedLink? link)
        {
            lock (this)
            {
                _known = [.. _known.Where(k => k.Slug != slug).TakeLast(MostSpellings - 1), (slug, link)];
            }
        }
    }

    public LinkCache(LinkStore links, Dictionaries dictionaries, RedirectSettings settings)
    {
        (_links, _dictionaries, _settings) = (links, dictionaries, settings);
        links.Changed += Forget;
    }

    /// <summary>The link a slug leads to, deleted ones included; null where it leads nowhere.</summary>
    /// <param name="domain">As stored: <see cref="Domains.Find"/>.</param>
    public ValueTask<CachedLink?> Find(string domain, string slug, CancellationToken ct)
    {
        var bucket = BucketOf(domain, slug);
        return bucket.TryGetValue(slug, out var known)
            ? ValueTask.FromResult(known)
            : Load(bucket, domain, slug, ct);
    }

    /// <summary>The next look-up of this slug, in whatever case, asks the database.</summary>
    public void Forget(string domain, string slug)
    {
        if (_buckets.TryRemove((domain, Slugs.Fold(slug)), out _)) Interlocked.Decrement(ref _count);
    }

    private async ValueTask<CachedLink?> Load(Bucket bucket, string domain, string slug, CancellationToken ct)
    {
        var link = await _links.Find(domain, slug, ct);
        var cached = link is null ? null : new CachedLink(link, _dictionaries);
        // The bucket was taken before the question: if the link changed in between, it is no longer the
        // cache's.
        bucket.Keep(slug, cached);
        return cached;
    }

    private Bucket BucketOf(string domain, string slug)
    {
        var key = (domain, Slugs.Fold(slug));
        if (_buckets.TryGetValue(key, out var bucket)) return bucket;
        if (Interlocked.Increment(ref _count) > _settings.CachedSlugs)
        {
            _buckets.Clear();
            _count = 1;
        }
        return _buckets.GetOrAdd(key, static _ => new Bucket());
    }
}
