using System.Runtime.InteropServices;

namespace Shortener.Attribution;

/// <summary>Takes timelines one by one, and hands their journeys to a use.</summary>
public sealed class JourneyScan(JourneysAsked asked, TouchKeys keys, JourneyUse use)
{
    private const long MillisADay = 24 * 60 * 60 * 1000;

    private readonly Timeline _timeline = new();
    private readonly List<Journey> _found = [];
    private readonly Dictionary<Step, long> _singles = [];
    private readonly Fact[] _wanted = [.. new SortedSet<Fact> { Fact.At, Fact.Trigger, Fact.Origin, keys.Fact }];
    private Touch[] _touches = new Touch[Timeline.MostTouches];

    /// <summary>A packed timeline.</summary>
    public void Add(ReadOnlySpan<byte> packed)
    {
        var touches = TimelineForm.ReadOutcomes(packed, _timeline);
        if (!use.WantsLost && !Journeys.AreAsked(_timeline, asked)) return;
        TimelineForm.ReadTouches(packed, touches, _timeline, _wanted);
        _found.Clear();
        Journeys.FindConverted(_timeline, asked, _found);
        foreach (var journey in _found) Converted(journey);
        if (!use.WantsLost) return;

        _found.Clear();
        Journeys.FindLost(_timeline, asked, _found);
        foreach (var journey in _found) use.Lost(TouchesOf(journey), 1);
        for (var touch = 0; touch < _timeline.Touches; touch++)
        {
            if (IsClick(touch) && IsOnDays(_timeline[touch, Fact.At]))
            {
                AddSingle(keys.Of(_timeline, touch), -1);
            }
        }
    }

    /// <summary>Clicks of the days asked for that took a click id along, in timelines or not.</summary>
    /// <param name="number">Of the fact that tells their row.</param>
    public void AddTracked(long origin, long number, long clicks) =>
        AddSingle(keys.Of(origin, number), clicks);

    /// <summary>Clicks that are in no timeline are journeys of one click that led to nothing.</summary>
    public void AddSingles()
    {
        foreach (var (step, clicks) in _singles.OrderBy(single => single.Key.Key).ThenBy(
            single => single.Key.IsDirect))
        {
            if (clicks > 0) use.Lost([new Touch(0, step.Key, step.IsDirect)], clicks);
        }
    }

    private void Converted(Journey journey)
    {
        var outcome = _timeline.Outcomes[journey.Outcome];
        var touches = TouchesOf(journey);
        // A code is evidence where there is no other.
        if (touches.IsEmpty && outcome.CodeId != 0) touches = new[] { keys.OfCode(outcome.JourneyAt) };
        use.Converted(touches, outcome);
    }

    private ReadOnlySpan<Touch> TouchesOf(Journey journey)
    {
        if (journey.Touches > _touches.Length) _touches = new Touch[journey.Touches];
        for (var i = 0; i < journey.Touches; i++) _touches[i] = keys.Of(_timeline, journey.First + i);
        return _touches.AsSpan(0, journey.Touches);
    }

    private bool IsClick(int touch) => _timeline[touch, Fact.Trigger] <= (long)TouchTrigger.Share;

    // The days that tracked clicks are counted by.
    private bool IsOnDays(long at) => at >= Nearest(asked.From) && at < Nearest(asked.Until);

    private static long Nearest(long at) => (at + MillisADay / 2) / MillisADay * MillisADay;

    private void AddSingle(Touch touch, long clicks) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_singles, new Step(touch.Key, touch.IsDirect), out _) += clicks;
}
