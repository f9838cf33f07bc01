using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>Clicks on a link itself.</summary>
/// <param name="At">UTC seconds since 1970.</param>
/// <param name="What">A number for how they look.</param>
/// <param name="Count">How many there are that do not differ.</param>
internal readonly record struct TimedClick(long Link, long At, int What, int Count = 1);

/// <summary>
/// Clicks and when they were: all of them, or a sample that stays bounded however many there are.
/// </summary>
/// <remarks>
/// It is the largest sample that is small enough, in whatever order and portions the clicks come.
/// </remarks>
internal sealed class TimedClicks
{
    /// <summary>More say little more about what comes together in time, and take longer to count.</summary>
    public const int Most = 100_000;

    private readonly List<TimedClick> _clicks = [];
    private long _count;

    public IReadOnlyList<TimedClick> Clicks => _clicks;

    public DaySample Sample { get; private set; }

    public void Add(in TimedClick click)
    {
        if (!Sample.Holds(click.Link, click.At)) return;
        _clicks.Add(click);
        _count += click.Count;
        while (_count > Most) Keep(Sample.Half);
    }

    /// <summary>Keeps no more than the sample holds: what is to come is no larger.</summary>
    public void Narrow(DaySample sample)
    {
        if (sample.Depth > Sample.Depth) Keep(sample);
    }

    /// <summary>Forgets them; the sample stays as small as it is.</summary>
    public void Clear()
    {
        _clicks.Clear();
        _count = 0;
    }

    private void Keep(DaySample sample)
    {
        Sample = sample;
        _clicks.RemoveAll(click => !sample.Holds(click.Link, click.At));
        _count = _clicks.Sum(click => (long)click.Count);
    }
}
