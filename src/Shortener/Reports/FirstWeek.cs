using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>
/// A link's unique clicks by watch, from the first watch that has one to the end of the sharing window.
/// </summary>
/// <remarks>
/// Watches may come in any order and in several parts. What lies a window behind the first is dropped for
/// good: the first can only become an earlier one, so that a link never holds more than 42 numbers.
/// </remarks>
internal sealed class FirstWeek
{
    private static readonly int Watches = (int)(SharingStore.Window.TotalMilliseconds / Slots.WatchMillis);

    private readonly List<(int Watch, int Clicks)> _clicks = [];

    /// <summary>
    /// Those that have clicks, in their order; watches are numbered as by <see cref="Slots.Watch"/>.
    /// </summary>
    public IReadOnlyList<(int Watch, int Clicks)> Clicks => _clicks;

    /// <param name="clicks">At least 1.</param>
    public void Add(int watch, int clicks)
    {
        if (_clicks.Count > 0 && watch - _clicks[0].Watch >= Watches) return;
        // Most come in their order.
        var place = _clicks.Count;
        while (place > 0 && _clicks[place - 1].Watch >= watch) place--;
        if (place < _clicks.Count && _clicks[place].Watch == watch)
        {
            _clicks[place] = (watch, _clicks[place].Clicks + clicks);
            return;
        }
        _clicks.Insert(place, (watch, clicks));
        while (_clicks[^1].Watch - _clicks[0].Watch >= Watches) _clicks.RemoveAt(_clicks.Count - 1);
    }
}
