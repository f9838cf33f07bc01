using System.Runtime.InteropServices;

namespace Shortener.Attribution;

/// <summary>
/// Journeys by their distinct paths, and how often each was gone: with a conversion at its end, and without.
/// A conversion without a touch is an empty path.
/// </summary>
/// <param name="keepsDecay">
/// Keeps what time decay gave to each step; models that look at paths alone can do without.
/// </param>
public sealed class Paths(bool keepsDecay = true)
{
    private const int Free = -1;

    private readonly List<Step> _steps = [];
    // Of single precision, for millions of steps: they say how credits vary. What they are is summed by key.
    private readonly List<float> _decay = [];
    private readonly List<float> _decayRevenue = [];
    private readonly List<(double Conversions, double Revenue)> _decayOf = [];
    private readonly List<int> _ends = [];
    private readonly List<long> _converted = [];
    private readonly List<long> _lost = [];
    private readonly List<long> _revenue = [];
    private int[] _slots = NewSlots(1 << 10);

    /// <summary>How many distinct paths there are.</summary>
    public int Count => _ends.Count;

    /// <summary>One more than the highest key of any step.</summary>
    public int Keys { get; private set; }

    /// <summary>How often each path ended in a conversion.</summary>
    public ReadOnlySpan<long> Converted => CollectionsMarshal.AsSpan(_converted);

    /// <summary>How often it ended in nothing.</summary>
    public ReadOnlySpan<long> Lost => CollectionsMarshal.AsSpan(_lost);

    /// <summary>What each path brought, in minor units: sales, and refunds taken off.</summary>
    public ReadOnlySpan<long> Revenue => CollectionsMarshal.AsSpan(_revenue);

    /// <summary>The path's touches, the earliest first.</summary>
    public ReadOnlySpan<Step> Steps(int path) => CollectionsMarshal.AsSpan(_steps)[Range(path)];

    /// <summary>What time decay gave to each key, exactly: conversions, and what they brought.</summary>
    public IReadOnlyList<(double Conversions, double Revenue)> DecayOf => _decayOf;

    /// <summary>What time decay gave to each step, all of the path's conversions together.</summary>
    public ReadOnlySpan<float> Decay(int path) => CollectionsMarshal.AsSpan(_decay)[Range(path)];

    /// <summary>What time decay gave to each step of what the path brought.</summary>
    public ReadOnlySpan<float> DecayRevenue(int path) =>
        CollectionsMarshal.AsSpan(_decayRevenue)[Range(path)];

    /// <summary>A journey that converted.</summary>
    /// <param name="decay">
    /// What time decay gave to each of its touches; nothing where nobody will ask for it.
    /// </param>
    /// <param name="revenue">What it brought, in minor units.</param>
    public void AddConversion(
        ReadOnlySpan<Step> steps, ReadOnlySpan<double> decay = default, long revenue = 0)
    {
        var path = Find(steps);
        _converted[path]++;
        _revenue[path] += revenue;
        AddDecay(path, decay, 1, revenue);
    }

    /// <summary>
    /// Money came or went back on a journey that is counted by itself, or was before the period.
    /// </summary>
    /// <inheritdoc cref="AddConversion"/>
    public void AddRevenue(ReadOnlySpan<Step> steps, ReadOnlySpan<double> decay, long revenue)
    {
        var path = Find(steps);
        _revenue[path] += revenue;
        AddDecay(path, decay, 0, revenue);
    }

    /// <summary>Journeys that did not, or not yet.</summary>
    public void AddLost(ReadOnlySpan<Step> steps, long times = 1) => _lost[Find(steps)] += times;

    private void AddDecay(int path, ReadOnlySpan<double> decay, int conversions, long revenue)
    {
        if (decay.IsEmpty) return;
        var steps = Steps(path);
        var ofConversions = CollectionsMarshal.AsSpan(_decay)[Range(path)];
        var ofRevenue = CollectionsMarshal.AsSpan(_decayRevenue)[Range(path)];
        while (_decayOf.Count < Keys) _decayOf.Add(default);
        var ofKeys = CollectionsMarshal.AsSpan(_decayOf);
        for (var i = 0; i < steps.Length; i++)
        {
            ofConversions[i] += (float)(conversions * decay[i]);
            ofRevenue[i] += (float)(revenue * decay[i]);
            ref var key = ref ofKeys[steps[i].Key];
            key = (key.Conversions + conversions * decay[i], key.Revenue + revenue * decay[i]);
        }
    }

    private static void Lengthen(List<float> sums, int by)
    {
        CollectionsMarshal.SetCount(sums, sums.Count + by);
        CollectionsMarshal.AsSpan(sums)[^by..].Clear();
    }

    private Range Range(int path) => (path == 0 ? 0 : _ends[path - 1]).._ends[path];

    private int Find(ReadOnlySpan<Step> steps)
    {
        var slot = SlotOf(steps, _slots);
        if (_slots[slot] != Free) return _slots[slot];

        _slots[slot] = Count;
        foreach (var step in steps) Keys = Math.Max(Keys, step.Key + 1);
        _steps.AddRange(steps);
        if (keepsDecay)
        {
            Lengthen(_decay, steps.Length);
            Lengthen(_decayRevenue, steps.Length);
        }
        _ends.Add(_steps.Count);
        _converted.Add(0);
        _lost.Add(0);
        _revenue.Add(0);
        if (Count * 2 > _slots.Length) Grow();
        return Count - 1;
    }

    private int SlotOf(ReadOnlySpan<Step> steps, int[] slots)
    {
        var hash = 17u;
        foreach (var step in steps) hash = (hash ^ (uint)step.GetHashCode()) * 0x9E3779B1;
        hash ^= hash >> 15;
        for (var slot = (int)(hash & (uint)(slots.Length - 1)); ; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot] == Free || Steps(slots[slot]).SequenceEqual(steps)) return slot;
        }
    }

    private void Grow()
    {
        var slots = NewSlots(_slots.Length * 2);
        for (var path = 0; path < Count; path++) slots[SlotOf(Steps(path), slots)] = path;
        _slots = slots;
    }

    private static int[] NewSlots(int count)
    {
        var slots = new int[count];
        Array.Fill(slots, Free);
        return slots;
    }
}
