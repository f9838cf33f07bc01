using System.Net;
using Shortener.Channels;
using Shortener.Hits;

namespace Shortener.Shares;

/// <summary>
/// Who presses a button, classified as their click on the link would be: only people mint, and each is known
/// for a day.
/// </summary>
public sealed class Pressers(VisitReader reader, HitClassifier classifier, TimeProvider clock)
{
    /// <summary>The click it would be; null where no person presses.</summary>
    /// <param name="host">As the request names it.</param>
    public Hit? Of(string host, string slug, long linkId, IPAddress address, VisitHeaders headers)
    {
        // A script's call is no navigation: what fetch metadata say of it would make a bot of everybody.
        var told = headers.WithoutFetch();
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var hit = classifier.Classify(
            reader.Read(at, "GET", host, slug, query: "", address, told), uid: 0, linkId, Dictionaries.NoUtm);
        return hit.Kind is HitKind.Click ? hit : null;
    }
}
