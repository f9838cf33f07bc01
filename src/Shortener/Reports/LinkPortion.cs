namespace Shortener.Reports;

/// <summary>
/// The links that a digest is made of at a time: from one on, as many as there is room for what is gathered of
/// them.
/// </summary>
/// <remarks>
/// A portion begins with all links that are left. When it is full it ends in the middle of what was gathered,
/// and what belongs to links behind that is dropped: it is read again for the next portion. A link is never
/// divided; one that needs more room than there is gets it.
/// </remarks>
/// <param name="room">How many things may be gathered at a time, about.</param>
internal sealed class LinkPortion(int room)
{
    private readonly int _room = room;
    private readonly List<Pile> _piles = [];

    // Of each thing gathered its link, while room is made.
    private readonly List<long> _links = [];

    // Where it ended before: what lay between two of them fitted, nearly.
    private readonly Stack<long> _ends = [];
    private long _first = long.MinValue;
    private long _end = long.MaxValue;
    private int _left = room;

    /// <param name="Tell">Adds to <see cref="_links"/>.</param>
    private sealed record Pile(Action Tell, Action Trim, Action Clear);

    /// <summary>It begins with the first link: what is told of no single link is gathered with it.</summary>
    public bool IsFirst => _first == long.MinValue;

    /// <summary>What has to be read for it: links from the first to before the other.</summary>
    public (long First, long End) Links => IsFirst ? (long.MinValue, long.MaxValue) : (_first, _end);

    public bool Holds(long link) => link >= _first && link < _end;

    /// <summary>Keeps watch over what is gathered here.</summary>
    /// <param name="size">How many things one of these is; one where null.</param>
    public void Watch<TKey, T>(
        Dictionary<TKey, T> gathered, Func<TKey, T, long> linkOf, Func<T, int>? size = null)
        where TKey : notnull
    {
        _piles.Add(new Pile(Tell, Trim, gathered.Clear));

        void Tell()
        {
            foreach (var (key, value) in gathered)
            {
                var link = linkOf(key, value);
                for (var left = size?.Invoke(value) ?? 1; left > 0; left--) _links.Add(link);
            }
        }

        void Trim()
        {
            foreach (var (key, value) in gathered)
            {
                if (!Holds(linkOf(key, value))) gathered.Remove(key);
            }
        }
    }

    /// <summary>Keeps watch over what is gathered here.</summary>
    public void Watch<T>(List<T> gathered, Func<T, long> linkOf) => _piles.Add(new Pile(
        () => _links.AddRange(gathered.Select(linkOf)), () => gathered.RemoveAll(one => !Holds(linkOf(one))), gathered.Clear));

    /// <summary>What is gathered with the first portion alone is forgotten with it.</summary>
    public void Once(Action forget) => _piles.Add(new Pile(() => { }, () => { }, forget));

    /// <summary>Whether a thing more may be gathered of a link: makes room for it.</summary>
    public bool Takes(long link)
    {
        if (!Holds(link)) return false;
        if (_left == 0)
        {
            MakeRoom();
            if (!Holds(link)) return false;
        }
        _left--;
        return true;
    }

    /// <summary>Stays as it is until the next: all was read, and what comes now is worked out of that.</summary>
    public void Close() => _left = int.MaxValue;

    /// <summary>Forgets what was gathered and goes on behind its end; false where no link is left.</summary>
    public bool Next()
    {
        foreach (var pile in _piles) pile.Clear();
        if (!_ends.TryPop(out var end)) return false;
        (_first, _end, _left) = (_end, end, _room);
        return true;
    }

    private void MakeRoom()
    {
        _links.Clear();
        foreach (var pile in _piles) pile.Tell();
        _links.Sort();
        var kept = _links.Count;
        if (kept > _room / 2 && _links[0] + 1 < _end)
        {
            _ends.Push(_end);
            _end = Math.Max(_links[kept / 2], _links[0] + 1);
            foreach (var pile in _piles) pile.Trim();
            kept = _links.Count(Holds);
        }
        // What came again took no room. A link that is larger than the half is looked at when it has doubled.
        _left = Math.Max(_room - kept, kept);
    }
}
