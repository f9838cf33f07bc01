using System.Runtime.InteropServices;

namespace Shortener.Attribution;

/// <summary>
/// Journeys by their distinct paths, and how often each was gone: with a conversion at its end, and without. A
/// conversion without a touch is an empty path.
/// </summary>
public sealed class Paths
{
    private const int Free = -1;

    private readonly List<Step> _steps = [];
    private readonly List<double> _decay = [];
    private readonly List<double> _decayRevenue = [];
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

    /// <summary>What time decay gave to each step, all of the path's conversions together.</summary>
    public ReadOnlySpan<double> Decay(int path) => CollectionsMarshal.AsSpan(_decay)[Range(path)];

    /// <summary>What time decay gave to each step of what the path brought.</summary>
    public ReadOnlySpan<double> DecayRevenue(int path) => CollectionsMarshal.AsSpan(_decayRevenue)[Range(path)];

    /// <summary>A journey that converted.</summary>
    /// <param name="decay">What time decay gave to each of its touches; nothing where nobody will ask for it.</param>
    /// <param name="revenue">What it brought, in minor units.</param>
    public void AddConversion(ReadOnlySpan<Step> steps, ReadOnlySpan<double> decay = default, long revenue = 0)
    {
        var path = Find(steps);
        _converted[path]++;
        AddScaled(_decay, path, decay, 1);
        AddRevenue(path, decay, revenue);
    }

    /// <summary>Money came or went back on a journey that is counted by itself, or was before the period.</summary>
    /// <inheritdoc cref="AddConversion"/>
    public void AddRevenue(ReadOnlySpan<Step> steps, ReadOnlySpan<double> decay, long revenue) => AddRevenue(Find(steps), decay, revenue);

    /// <summary>Journeys that did not, or not yet.</summary>
    public void AddLost(ReadOnlySpan<Step> steps, long times = 1) => _lost[Find(steps)] += times;

    private void AddRevenue(int path, ReadOnlySpan<double> decay, long revenue)
    {
        _revenue[path] += revenue;
        AddScaled(_decayRevenue, path, decay, revenue);
    }

    private void AddScaled(List<double> ofSteps, int path, ReadOnlySpan<double> decay, double scale)
    {
        if (decay.IsEmpty) return;
        var sums = CollectionsMarshal.AsSpan(ofSteps)[Range(path)];
        for (var i = 0; i < sums.Length; i++) sums[i] += decay[i] * scale;
    }

    private Range Range(int path) => (path == 0 ? 0 : _ends[path - 1]).._ends[path];

    private int Find(ReadOnlySpan<Step> steps)
    {
        var slot = SlotOf(steps, _slots);
        if (_slots[slot] != Free) return _slots[slot];

        _slots[slot] = Count;
        foreach (var step in steps) Keys = Math.Max(Keys, step.Key + 1);
        _steps.AddRange(steps);
        foreach (var ofSteps in new[] { _decay, _decayRevenue })
        {
            CollectionsMarshal.SetCount(ofSteps, _steps.Count);
            CollectionsMarshal.AsSpan(ofSteps)[^steps.Length..].Clear();
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
