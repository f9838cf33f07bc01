using Shortener.Hits;
using Shortener.Web;

namespace Shortener.Shares;

/// <summary>How often buttons may be pressed: by one visitor, and by all of one network.</summary>
public sealed class PressLimits(ShareSettings settings, TimeProvider clock)
{
    private readonly MinuteLimit _visitors = new(settings.PressesPerMinute, clock);
    private readonly MinuteLimit _networks = new(settings.NetworkPressesPerMinute, clock);

    /// <summary>Counts a press; seconds to wait where there were too many.</summary>
    public int? Take(Hit presser)
    {
        if (!_visitors.Take(presser.Visitor)) return _visitors.SecondsLeft();
        return _networks.Take(presser.Network) ? null : _networks.SecondsLeft();
    }
}
