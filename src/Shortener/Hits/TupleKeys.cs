using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// One dictionary of the log, as far as it was asked for: a tuple's number to the numbers of its words.
/// </summary>
internal sealed class TupleKeys(LogTuple tuple)
{
    private readonly Sql _find =
        $"select id, {string.Join(", ", tuple.Words.Select(word => word.Column))} from {tuple.Table} where "
            + Sql.AnyOf("id", "Ids");

    private readonly long[] _unknown = new long[tuple.Words.Length];
    private readonly Dictionary<long, long[]> _keys = [];
    private readonly HashSet<long> _asked = [];
    private readonly Dictionary<long, string[]> _words = [];

    /// <summary>How many tuples are asked for and not answered.</summary>
    public int Asked => _asked.Count;

    /// <summary>The words of the tuples that were read; empty where unknown.</summary>
    public IEnumerable<string> Words => _words.Values.SelectMany(words => words);

    /// <summary>
    /// The keys of a tuple's words, in the order of <see cref="LogTuple.Words"/>; 0 where unknown.
    /// </summary>
    public ReadOnlySpan<long> Of(long id) => _keys.GetValueOrDefault(id, _unknown);

    public void MakeRoom(int capacity)
    {
        if (_keys.Count > capacity) _keys.Clear();
    }

    public void Ask(IEnumerable<long> ids)
    {
        foreach (var id in ids)
        {
            if (!_keys.ContainsKey(id)) _asked.Add(id);
        }
    }

    public async Task<int> Read(Tx tx)
    {
        if (_asked.Count == 0) return 0;
        await tx.Read(_find, new { Ids = Json.Of(_asked) }, row =>
            _words[row.GetInt64(0)] = [.. tuple.Words.Select((_, i) => row.GetString(i + 1))]);
        return _words.Count;
    }

    public void Answer(IReadOnlyDictionary<string, long> numbers)
    {
        // A number without a row means the same as a row without words, and need not be asked for again.
        foreach (var id in _asked)
        {
            _keys[id] = _words.TryGetValue(id, out var words)
                ? [.. words.Select(word => word.Length == 0 ? 0 : numbers[word])]
                : _unknown;
        }
        _asked.Clear();
        _words.Clear();
    }
}
