using System.Runtime.InteropServices;

namespace Shortener.Reports;

/// <summary>Writes a <see cref="MintDigest"/>, some links at a time.</summary>
/// <param name="minted">Of these links; all of them have the same kinds.</param>
internal sealed class MintDigestWriter(MintedShares minted, Block block)
{
    private readonly SortedDictionary<(int Kind, long Generation), long> _counts = [];
    private readonly SortedDictionary<int, Dictionary<int, int>> _cycles = [];
    private readonly LinkList _body = new();
    private readonly PackedWriter _ofLink = new();
    private readonly List<int> _seconds = [];

    /// <summary>Adds the shares as they are now.</summary>
    /// <remarks>Links come in their order.</remarks>
    public void Add()
    {
        foreach (var ((_, kind, generation), count) in minted.Counted)
        {
            _counts[(kind, generation)] = _counts.GetValueOrDefault((kind, generation)) + count;
        }
        foreach (var ((_, day), cycles) in minted.Cycles)
        {
            if (!_cycles.TryGetValue(DaysBefore(day), out var lengths)) _cycles[DaysBefore(day)] = lengths = [];
            foreach (var seconds in cycles) CollectionsMarshal.GetValueRefOrAddDefault(lengths, seconds, out _)++;
        }
        AddBody();
    }

    public Digest ToDigest()
    {
        var (head, kinds) = (new PackedWriter(), new PackedWriter());
        minted.Kinds.Write(kinds);
        head.Append(kinds);
        head.Put(_counts.Count);
        foreach (var ((kind, generation), count) in _counts)
        {
            head.Put(kind);
            head.Put(generation);
            head.Put(count);
        }
        foreach (var (daysBefore, cycles) in _cycles)
        {
            var (lengths, before) = (new PackedWriter(), 0);
            foreach (var (seconds, count) in cycles.OrderBy(same => same.Key))
            {
                lengths.Put(seconds - before);
                lengths.Put(count);
                before = seconds;
            }
            head.Put(daysBefore);
            head.Put(lengths);
        }
        return new Digest(head.ToArray(), kinds.ToArray(_body.Bytes));
    }

    private void AddBody()
    {
        var (counted, cycles) = (
            minted.Counted.OrderBy(same => same.Key.Kind).ThenBy(same => same.Key.Generation)
                .ToLookup(same => same.Key.Link),
            minted.Cycles.ToLookup(same => same.Key.Link));
        foreach (var link in counted.Select(same => same.Key).Order())
        {
            _ofLink.Clear();
            _ofLink.Put(counted[link].Count());
            foreach (var ((_, kind, generation), count) in counted[link])
            {
                _ofLink.Put(kind);
                _ofLink.Put(generation);
                _ofLink.Put(count);
            }
            foreach (var day in cycles[link].GroupBy(same => DaysBefore(same.Key.Day)).OrderBy(same => same.Key))
            {
                AddCycles(day.Key, day.SelectMany(same => same.Value));
            }
            _body.Next(link).Put(_ofLink);
        }
    }

    private void AddCycles(int daysBefore, IEnumerable<int> cycles)
    {
        _seconds.Clear();
        _seconds.AddRange(cycles);
        _seconds.Sort();
        _ofLink.Put(daysBefore);
        _ofLink.Put(_seconds.Count);
        var before = 0;
        foreach (var seconds in _seconds)
        {
            _ofLink.Put(seconds - before);
            before = seconds;
        }
    }

    // In blocks longer than a watch all days are as one.
    private int DaysBefore(int day) => block.Level == 0 ? MintDigest.LastDay(block) - day : 0;
}
