namespace Shortener.Channels.Dark;

/// <summary>What the shared unknowns say, as numbers one can multiply with.</summary>
internal sealed class Habits
{
    private readonly Layout _layout;
    private readonly double[] _rate;
    private readonly double[] _sum;
    private readonly double[] _shown;
    private readonly double[] _handed;
    private readonly double[] _shares;
    private readonly double[] _part;

    public Habits(Layout layout, ReadOnlySpan<double> shared)
    {
        _layout = layout;
        var count = layout.Inflows.Count;
        (_rate, _sum) = (new double[count * Platforms.Count], new double[count]);
        (_shown, _handed) = (new double[count * Platforms.Count], new double[count * Platforms.Count]);
        (_shares, _part) = (new double[count], new double[count]);
        for (var s = 0; s < count; s++)
        {
            _part[s] = Math.Exp(shared[layout.Part(s)]);
            if (layout.SharesPerClick(s) is { } shares) _shares[s] = Math.Exp(shared[shares]);
            for (var p = 0; p < Platforms.Count; p++)
            {
                if (layout.Inflows[s].On[p] is not { } on) continue;
                var cell = s * Platforms.Count + p;
                _sum[s] += _rate[cell] = Math.Exp(
                    shared[layout.Use(s, p)!.Value] + shared[layout.Audience(p)]);
                _shown[cell] = layout.Shown(s, p) is { } shown
                    ? Chance(shared[shown] + layout.PerCommon(s, p) * shared[layout.Common(s)!.Value])
                    : on.Shown;
                _handed[cell] = layout.Handed(s, p) is { } handed ? Chance(shared[handed]) : on.Handed;
            }
        }
    }

    /// <summary>An inflow's clicks on a platform, against all of them where the link is as others.</summary>
    public double Rate(int inflow, int platform) => _rate[inflow * Platforms.Count + platform];

    /// <summary>The sum of its rates: about 1.</summary>
    public double Rate(int inflow) => _sum[inflow];

    /// <summary>The inflow's part of all clicks.</summary>
    public double PartOfAll(int inflow) => _part[inflow];

    /// <summary>Shares seen for each of its clicks; 0 where none are looked for.</summary>
    public double SharesPerClick(int inflow) => _shares[inflow];

    /// <summary>The part of an inflow's clicks that come from a platform.</summary>
    public double Use(int inflow, int platform) => Rate(inflow, platform) / Rate(inflow);

    /// <summary>The part of those that name it.</summary>
    public double Shown(int inflow, int platform) => _shown[inflow * Platforms.Count + platform];

    /// <summary>The part of those that do not name it, and are handed over.</summary>
    public double Handed(int inflow, int platform) => _handed[inflow * Platforms.Count + platform];

    /// <summary>Its clicks, wherever, that name it.</summary>
    public double Named(int inflow)
    {
        var sum = 0.0;
        for (var p = 0; p < Platforms.Count; p++) sum += Rate(inflow, p) * Shown(inflow, p);
        return sum;
    }

    /// <summary>Its clicks on a platform without a name, that arrive like this (null: in any way).</summary>
    public double Hidden(int inflow, int platform, Arrival? arrival)
    {
        var cell = inflow * Platforms.Count + platform;
        var arrives =
            arrival switch { Arrival.Handed => _handed[cell], Arrival.Plain => 1 - _handed[cell], _ => 1 };
        return _rate[cell] * (1 - _shown[cell]) * arrives;
    }

    /// <summary>The derivatives of the logarithm of the sum of its rates, by shared unknowns.</summary>
    public IEnumerable<(int At, double Value)> OfRate(int s)
    {
        for (var p = 0; p < Platforms.Count; p++)
        {
            if (_layout.Use(s, p) is not { } use) continue;
            yield return (use, Use(s, p));
            yield return (_layout.Audience(p), Use(s, p));
        }
    }

    /// <summary>Those of the logarithm of <see cref="Hidden"/>.</summary>
    public IEnumerable<(int At, double Value)> OfHidden(int s, int platform, Arrival? arrival)
    {
        yield return (_layout.Use(s, platform)!.Value, 1);
        yield return (_layout.Audience(platform), 1);
        if (_layout.Shown(s, platform) is { } shown)
        {
            yield return (shown, -Shown(s, platform));
            yield return (_layout.Common(s)!.Value, -Shown(s, platform) * _layout.PerCommon(s, platform));
        }
        if (arrival is { } way && _layout.Handed(s, platform) is { } handed)
        {
            yield return (handed, way is Arrival.Handed ? 1 - Handed(s, platform) : -Handed(s, platform));
        }
    }

    /// <summary>Those of the logarithm of the clicks that name it on a platform.</summary>
    public IEnumerable<(int At, double Value)> OfShown(int s, int platform)
    {
        yield return (_layout.Use(s, platform)!.Value, 1);
        yield return (_layout.Audience(platform), 1);
        if (_layout.Shown(s, platform) is { } shown)
        {
            yield return (shown, 1 - Shown(s, platform));
            yield return (_layout.Common(s)!.Value, (1 - Shown(s, platform)) * _layout.PerCommon(
                s, platform));
        }
    }

    private static double Chance(double odds) => 1 / (1 + Math.Exp(-odds));
}
