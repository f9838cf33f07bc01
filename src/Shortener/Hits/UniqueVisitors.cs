namespace Shortener.Hits;

/// <summary>
/// Who has clicked which link on which visitor day, for the days in use: what decides <c>is_unique</c>. Used
/// by one hit store, on its thread.
/// </summary>
/// <remarks>
/// Link and visitor are mixed into 64 bits. Of ten million clicks a day, one in a million days calls one
/// click wrong.
/// </remarks>
internal sealed class UniqueVisitors(Func<int, IEnumerable<(long LinkId, long Visitor)>> load)
{
    // Today, yesterday for what arrives late, and two for a replay that runs through older days.
    private const int DaysInMemory = 4;

    private readonly Dictionary<int, HashSet<ulong>> _days = [];
    private readonly List<(int Day, ulong Key)> _added = [];

    /// <summary>
    /// True the first time; remembered from then on, unless <see cref="Forget"/> takes it back.
    /// </summary>
    public bool IsFirst(int day, long linkId, long visitor)
    {
        var key = Key(linkId, visitor);
        if (!Of(day).Add(key)) return false;
        _added.Add((day, key));
        return true;
    }

    /// <summary>Another process logged this click.</summary>
    public void Note(int day, long linkId, long visitor)
    {
        if (_days.TryGetValue(day, out var known)) known.Add(Key(linkId, visitor));
    }

    /// <summary>What was added since the last <see cref="Keep"/> is in the log.</summary>
    public void Keep() => _added.Clear();

    /// <summary>What was added since the last <see cref="Keep"/> was rolled back.</summary>
    public void Forget()
    {
        foreach (var (day, key) in _added)
        {
            if (_days.TryGetValue(day, out var known)) known.Remove(key);
        }
        _added.Clear();
    }

    private HashSet<ulong> Of(int day)
    {
        if (_days.TryGetValue(day, out var known)) return known;
        if (_days.Count == DaysInMemory) _days.Remove(_days.Keys.Min());
        var loaded = load(day).Select(click => Key(click.LinkId, click.Visitor)).ToHashSet();
        _days.Add(day, loaded);
        return loaded;
    }

    // The visitor is a hash already; the odd constant spreads neighbouring link ids over all bits.
    private static ulong Key(long linkId, long visitor) =>
        (ulong)visitor ^ ((ulong)linkId * 0x9E3779B97F4A7C15);
}
