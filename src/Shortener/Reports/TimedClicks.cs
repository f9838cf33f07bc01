using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>A click on a link itself, by numbers of the log's dictionaries.</summary>
/// <param name="At">UTC seconds since 1970.</param>
internal readonly record struct TimedClick(long Link, long At, long Origin, long Client);

/// <summary>Clicks and when they were: all of them, or a sample that stays bounded however many there are.</summary>
internal sealed class TimedClicks
{
    /// <summary>More say little more about what comes together in time, and take longer to count.</summary>
    public const int Most = 100_000;

    private readonly List<TimedClick> _clicks = [];

    public IReadOnlyList<TimedClick> Clicks => _clicks;

    public DaySample Sample { get; private set; }

    public void Add(in TimedClick click)
    {
        if (!Sample.Holds(click.Link, click.At)) return;
        _clicks.Add(click);
        while (_clicks.Count > Most)
        {
            Sample = Sample.Half;
            _clicks.RemoveAll(kept => !Sample.Holds(kept.Link, kept.At));
        }
    }
}
