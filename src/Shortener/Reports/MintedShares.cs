using System.Runtime.InteropServices;
using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>The shares minted in some time, counted, and their cycles.</summary>
internal sealed class MintedShares
{
    // Cycles that are as large as a count, about.
    private const int SmallCycles = 8;

    private readonly IReadOnlySet<long>? _links;
    private readonly LinkPortion? _portion;
    private readonly Dictionary<(long Link, int Kind, long Generation), long> _counts = [];
    private readonly Dictionary<(long Link, int Day), List<int>> _cycles = [];

    /// <param name="links">Only of these; of all where null.</param>
    public MintedShares(IReadOnlySet<long>? links = null) => _links = links;

    public MintedShares(LinkPortion portion)
    {
        _portion = portion;
        portion.Watch(_counts, (key, _) => key.Link);
        portion.Watch(_cycles, (key, _) => key.Link, cycles => 1 + cycles.Count / SmallCycles);
    }

    public ShareKinds Kinds { get; } = new();

    /// <summary>How many shares there are, by what they were minted for.</summary>
    public IReadOnlyDictionary<(long Link, int Kind, long Generation), long> Counted => _counts;

    /// <summary>
    /// Seconds from the minting of a parent to that of its child, where it is no longer than the window, by
    /// the parent's UTC day.
    /// </summary>
    public IReadOnlyDictionary<(long Link, int Day), List<int>> Cycles => _cycles;

    /// <summary>Whether shares of a link count.</summary>
    public bool Counts(long link) => (_links?.Contains(link) ?? true) && (_portion?.Holds(link) ?? true);

    /// <summary>A share as it was minted.</summary>
    /// <param name="at">UTC milliseconds since 1970.</param>
    /// <param name="parentAt">When its parent was; null where it was made from the bare link.</param>
    public void Add(long link, int kind, long generation, long at, long? parentAt)
    {
        Add(link, kind, generation, 1);
        if (at - parentAt is >= 0 and var millis && millis <= SharingStore.Window.TotalMilliseconds)
        {
            AddCycle(link, Slots.Day(parentAt!.Value), (int)(millis / 1_000));
        }
    }

    public void Add(long link, int kind, long generation, long count)
    {
        if (!Takes(link)) return;
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, (link, kind, generation), out _) += count;
    }

    public void AddCycle(long link, int day, int seconds)
    {
        if (!Takes(link)) return;
        ref var cycles = ref CollectionsMarshal.GetValueRefOrAddDefault(_cycles, (link, day), out _);
        (cycles ??= []).Add(seconds);
    }

    /// <summary>Adds them to what a report counts.</summary>
    /// <param name="closedDay">Parents of this UTC day and later are too young to have cycles.</param>
    public void AddTo(MintCounts counts, int closedDay)
    {
        foreach (var ((_, kind, generation), count) in _counts)
        {
            var (channel, app) = Kinds[kind];
            counts.Add(counts.Kinds.Of(channel, app), generation, count);
        }
        foreach (var ((_, day), cycles) in _cycles)
        {
            if (day >= closedDay) continue;
            foreach (var seconds in cycles) counts.AddCycles(seconds, 1);
        }
    }

    private bool Takes(long link) => _portion?.Takes(link) ?? true;
}
