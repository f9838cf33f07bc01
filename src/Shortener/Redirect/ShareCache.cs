using System.Collections.Concurrent;
using Shortener.Hits;
using Shortener.Shares;

namespace Shortener.Redirect;

/// <summary>
/// Shares by their token's number, so that a redirect asks the database once. Shares never change, so what is
/// known stays right; that there is none is forgotten by <see cref="LinkCacheWorker"/> within seconds. Both
/// are bounded apart: somebody who tries tokens at random drives out nobody's share.
/// </summary>
public sealed class ShareCache(ShareStore shares, RedirectSettings settings)
{
    private const int MostUnknown = 10_000;
    private const int MostWords = 1_000;

    private readonly ConcurrentDictionary<long, Known> _known = new();
    private readonly ConcurrentDictionary<long, bool> _unknown = new();
    private readonly ConcurrentDictionary<string, string> _words = new();
    private int _knownCount;
    private int _unknownCount;

    private sealed record Known(long LinkId, HitShare Share);

    /// <summary>
    /// The share of a link; null where the token is none, or another link's: then no chain is joined.
    /// </summary>
    public async ValueTask<HitShare?> Find(string token, long linkId, CancellationToken ct)
    {
        if (Tokens.Read(token) is not { } id) return null;
        var known = await Find(id, ct);
        return known?.LinkId == linkId ? known.Share : null;
    }

    /// <summary>A token that was asked for in vain may be a share's by now.</summary>
    public void ForgetUnknown()
    {
        _unknown.Clear();
        _unknownCount = 0;
    }

    private ValueTask<Known?> Find(long id, CancellationToken ct)
    {
        if (_known.TryGetValue(id, out var known)) return ValueTask.FromResult<Known?>(known);
        return _unknown.ContainsKey(id) ? ValueTask.FromResult<Known?>(null) : Load(id, ct);
    }

    private async ValueTask<Known?> Load(long id, CancellationToken ct)
    {
        if (await shares.Find(id, ct) is not { } share)
        {
            if (Interlocked.Increment(ref _unknownCount) > MostUnknown) ForgetUnknown();
            _unknown[id] = true;
            return null;
        }
        if (Interlocked.Increment(ref _knownCount) > settings.CachedShares)
        {
            _known.Clear();
            _knownCount = 1;
        }
        return _known[id] = new Known(share.LinkId, new HitShare(
            share.Id, share.Generation, share.AdvocateId, Word(share.Channel), Word(share.App)));
    }

    // A few words stand in all of them: one object each.
    private string? Word(string word)
    {
        if (word.Length == 0) return null;
        if (_words.Count > MostWords) _words.Clear();
        return _words.GetOrAdd(word, word);
    }
}
