using System.Runtime.InteropServices;
using Shortener.Channels;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>In which columns of a report one hit counts.</summary>
public static class HitCounting
{
    /// <summary>Adds a hit as the log holds it, or takes it away.</summary>
    /// <param name="times">1, or −1 to take it away.</param>
    public static void Count(
        this ref HitCounts counts, HitKind kind, HitTrigger trigger, bool isUnique, int times = 1)
    {
        switch (kind)
        {
            case HitKind.Click:
                counts.Clicks += times;
                if (isUnique) counts.UniqueClicks += times;
                if (trigger is HitTrigger.Qr) counts.QrScans += times;
                break;
            case HitKind.Preview:
                counts.Previews += times;
                break;
            case HitKind.Bot:
                counts.Bots += times;
                break;
            case HitKind.Prefetch:
                counts.Prefetches += times;
                break;
        }
    }

    /// <summary>The counts of a key, to add to.</summary>
    public static ref HitCounts At<TKey>(this Dictionary<TKey, HitCounts> counts, TKey key) where TKey : notnull =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
}
