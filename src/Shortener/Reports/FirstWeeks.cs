namespace Shortener.Reports;

/// <summary>The first weeks of the links that have unique clicks.</summary>
internal sealed class FirstWeeks
{
    private readonly Dictionary<long, FirstWeek> _weeks = [];

    private (long Link, FirstWeek? Week) _last;

    public IEnumerable<FirstWeek> All => _weeks.Values;

    /// <param name="unique">Unique clicks in the watch; 0 says nothing.</param>
    public void Add(long link, long watch, long unique)
    {
        if (unique == 0) return;
        Of(link).Add((int)watch, (int)unique);
    }

    /// <summary>Adds those of the links that are meant.</summary>
    /// <param name="links">Only these; all where null.</param>
    public void Add(FirstWeeks more, IReadOnlySet<long>? links)
    {
        foreach (var (link, week) in more._weeks)
        {
            if (!(links?.Contains(link) ?? true)) continue;
            foreach (var (watch, clicks) in week.Clicks) Of(link).Add(watch, clicks);
        }
    }

    // What comes together is mostly of one link.
    private FirstWeek Of(long link)
    {
        if (_last.Week is { } last && _last.Link == link) return last;
        if (!_weeks.TryGetValue(link, out var week)) _weeks[link] = week = new FirstWeek();
        _last = (link, week);
        return week;
    }
}
