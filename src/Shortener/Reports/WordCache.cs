using System.Collections.Concurrent;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>
/// The words of the log's dictionaries by their numbers. They never change, so what was read once is right
/// for ever. Bounded: a full cache starts again empty.
/// </summary>
internal sealed class WordCache
{
    // About 100 bytes each.
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<(Dimension? Dimension, long Id), string> _words = new();
    private int _count;

    private sealed record Row
    {
        public long Id { get; init; }
        public string Word { get; init; } = "";
    }

    /// <summary>Texts, by their numbers; what is no text is left out.</summary>
    public Task<Dictionary<long, string>> Texts(Tx tx, IReadOnlyCollection<long> ids) =>
        Find(tx, null, "texts", "text", ids);

    /// <summary>What tuples say of a dimension, by their numbers; empty where unknown.</summary>
    public Task<Dictionary<long, string>> Words(Tx tx, Dimension dimension, IReadOnlyCollection<long> ids)
    {
        var tuple = LogTuple.Of(dimension)!;
        return tuple.Table == "texts"
            ? Texts(tx, ids)
            : Find(
                tx, dimension, tuple.Table, tuple.Words.Single(word => word.Dimension == dimension).Column,
                ids);
    }

    private async Task<Dictionary<long, string>> Find(
        Tx tx, Dimension? dimension, string table, string column, IReadOnlyCollection<long> ids)
    {
        var found = new Dictionary<long, string>(ids.Count);
        var missing = new List<long>();
        foreach (var id in ids)
        {
            if (_words.TryGetValue((dimension, id), out var word)) found[id] = word;
            else if (id != 0) missing.Add(id);
        }
        if (missing.Count == 0) return found;

        var rows = await tx.List<Row>(
            $"select id, {column} as word from {table} where " + Sql.AnyOf("id", "Ids"),
            new { Ids = Json.Of(missing) });
        foreach (var row in rows)
        {
            found[row.Id] = row.Word;
            Keep((dimension, row.Id), row.Word);
        }
        return found;
    }

    private void Keep((Dimension?, long) key, string word)
    {
        if (!_words.TryAdd(key, word) || Interlocked.Increment(ref _count) <= Most) return;
        _words.Clear();
        _count = 0;
    }
}
