using System.Runtime.InteropServices;

namespace Shortener.Channels.Dark;

/// <summary>
/// How often each thing was seen on links, stretch of time by stretch of time. They lie in the order of links
/// and time, so that what was before and after stands beside them.
/// </summary>
internal sealed class Stretches
{
    // A number of a link, of a stretch and of what was seen side by side: sorted, equal ones meet.
    private const int BitsOfAt = 24;
    private const int BitsOfColumn = 8;

    private readonly List<(long Link, long At, int First)> _stretches = [];
    private readonly List<(int Column, int Count)> _seen = [];

    /// <param name="sights">In any order.</param>
    /// <param name="column">
    /// What a sight counts as, up to 255; less than 0 for what is not looked for.
    /// </param>
    /// <param name="seconds">How long a stretch is.</param>
    public Stretches(IEnumerable<TimedSight> sights, Func<Sight, int> column, long seconds)
    {
        var (numbers, links, keys) = (new Dictionary<long, int>(), new List<long>(), new List<long>());
        foreach (var (link, at, sight) in sights)
        {
            if (column(sight) is not (>= 0 and var place)) continue;
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, link, out var isKnown);
            if (!isKnown)
            {
                number = links.Count;
                links.Add(link);
            }
            keys.Add((((long)number << BitsOfAt) + at / seconds << BitsOfColumn) + place);
        }
        keys.Sort();
        var (stretch, last) = (-1L, -1L);
        foreach (var key in keys)
        {
            if (key >> BitsOfColumn != stretch)
            {
                stretch = key >> BitsOfColumn;
                _stretches.Add(
                    (links[(int)(stretch >> BitsOfAt)], stretch & (1L << BitsOfAt) - 1, _seen.Count));
            }
            if (key != last) _seen.Add(((int)(key & (1L << BitsOfColumn) - 1), 0));
            CollectionsMarshal.AsSpan(_seen)[^1].Count++;
            last = key;
        }
    }

    /// <summary>How many there are in which anything was seen.</summary>
    public int Count => _stretches.Count;

    /// <summary>The link, and how many stretches have gone by since 1970.</summary>
    public (long Link, long At) this[int stretch] => (_stretches[stretch].Link, _stretches[stretch].At);

    /// <summary>What was seen in it, and how often; nothing for no stretch (−1).</summary>
    public ReadOnlySpan<(int Column, int Count)> Seen(int stretch)
    {
        if (stretch < 0) return [];
        var until = stretch + 1 < _stretches.Count ? _stretches[stretch + 1].First : _seen.Count;
        return CollectionsMarshal.AsSpan(_seen)[_stretches[stretch].First..until];
    }

    /// <summary>
    /// The stretch of the same link that lies <paramref name="apart"/> later (less than 0: earlier); −1 where
    /// nothing was seen in it.
    /// </summary>
    public int Beside(int stretch, int apart)
    {
        var (link, at, _) = _stretches[stretch];
        for (var other = stretch + apart; other != stretch; other -= Math.Sign(apart))
        {
            if (other < 0 || other >= _stretches.Count) continue;
            if (_stretches[other].Link == link && _stretches[other].At == at + apart) return other;
        }
        return -1;
    }

    /// <summary>Where the stretches of the next link begin.</summary>
    public int NextLink(int stretch)
    {
        var next = stretch + 1;
        while (next < _stretches.Count && _stretches[next].Link == _stretches[stretch].Link) next++;
        return next;
    }
}
