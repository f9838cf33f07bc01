namespace Shortener.Reports;

/// <summary>
/// Numbers things as they come, from 0: what is counted a million times is counted by number.
/// </summary>
internal sealed class Numbering<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _things = [];

    public int Count => _things.Count;

    public T this[int number] => _things[number];

    /// <summary>The number of a thing, a new one where it was not there before.</summary>
    public int Of(T thing)
    {
        if (_numbers.TryGetValue(thing, out var number)) return number;
        _things.Add(thing);
        return _numbers[thing] = _things.Count - 1;
    }

    /// <summary>The numbers here of others' things, in their order.</summary>
    public int[] NumbersOf(Numbering<T> others) => [.. others._things.Select(Of)];
}
