using System.Runtime.InteropServices;

namespace Shortener.Attribution;

/// <summary>
/// Which row of a report each touch counts in: rows are numbered 0, 1, 2 … as they are met.
/// </summary>
/// <param name="rowOf">
/// The row of each number beforehand, where the numbers of a small grouping have few words; numbers that are
/// not there are unknown. Null where each number is a row of its own.
/// </param>
/// <param name="direct">Origins whose channel is <c>direct</c> or not known.</param>
public sealed class TouchKeys(
    TouchGrouping by, IReadOnlyDictionary<long, string>? rowOf, IReadOnlySet<long> direct)
{
    private const long Unknown = -1;

    // Numbers below it are looked up in arrays: there are millions of touches to a report.
    private const int Low = 1 << 16;

    private readonly int[] _lowNumbers = new int[Low];
    private readonly bool[] _lowDirect = [.. Enumerable.Range(0, Low).Select(
        number => direct.Contains(number))];
    private readonly Dictionary<long, int> _numbers = [];
    private readonly Dictionary<string, int> _words = [];
    private readonly List<(long Number, string Word)> _rows = [];

    /// <summary>What tells the row of a touch.</summary>
    public Fact Fact => by.Fact;

    /// <summary>How many rows were met.</summary>
    public int Count => _rows.Count;

    /// <summary>The rows: a number where each is one of its own, else a word; empty for unknown.</summary>
    public IReadOnlyList<(long Number, string Word)> Rows => _rows;

    /// <summary>A touch as the models see it.</summary>
    public Touch Of(Timeline timeline, int touch) =>
        new(
            timeline[touch, Fact.At], KeyOf(timeline[touch, by.Fact]),
            IsDirect(timeline[touch, Fact.Origin]));

    /// <summary>A touch of which only this much is known.</summary>
    public Touch Of(long origin, long number) => new(0, KeyOf(number), IsDirect(origin));

    /// <summary>A code, which says nothing else of where it came from.</summary>
    public Touch OfCode(long at) =>
        new(at, KeyOf(by == TouchGrouping.Trigger ? (long)TouchTrigger.Code : Unknown), IsDirect: false);

    /// <summary>The row of a number.</summary>
    public int KeyOf(long number)
    {
        if (by == TouchGrouping.None) number = 0;
        if (number is < 0 or >= Low) return KeyOfAny(number);
        // One more than the key, since 0 is none.
        ref var low = ref _lowNumbers[number];
        if (low == 0) low = KeyOfAny(number) + 1;
        return low - 1;
    }

    private bool IsDirect(long origin) =>
        origin is >= 0 and < Low ? _lowDirect[origin] : direct.Contains(origin);

    private int KeyOfAny(long number)
    {
        ref var key = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, number, out var isKnown);
        if (!isKnown) key = rowOf is null ? Add(number, "") : KeyOf(rowOf.GetValueOrDefault(number, ""));
        return key;
    }

    private int KeyOf(string word)
    {
        ref var key = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, word, out var isKnown);
        if (!isKnown) key = Add(0, word);
        return key;
    }

    private int Add(long number, string word)
    {
        _rows.Add((number, word));
        return _rows.Count - 1;
    }
}
