namespace Shortener.Channels.Dark;

/// <summary>What the shared unknowns say, as numbers one can multiply with.</summary>
internal sealed class Habits
{
    private readonly Layout _layout;
    private readonly double[] _use;
    private readonly double[] _shown;
    private readonly double[] _handed;

    public Habits(Layout layout, ReadOnlySpan<double> shared)
    {
        _layout = layout;
        var count = layout.Inflows.Count;
        (_use, _shown, _handed) = (new double[count * Platforms.Count], new double[count * Platforms.Count], new double[count * Platforms.Count]);
        for (var s = 0; s < count; s++)
        {
            var sum = 0.0;
            for (var p = 0; p < Platforms.Count; p++)
            {
                if (layout.Inflows[s].On[p] is not { } on) continue;
                var cell = s * Platforms.Count + p;
                sum += _use[cell] = Math.Exp(shared[layout.Use(s, p)!.Value] + shared[layout.Audience(p)]);
                _shown[cell] = layout.Shown(s, p) is { } shown ? Chance(shared[shown]) : on.Shown;
                _handed[cell] = layout.Handed(s, p) is { } handed ? Chance(shared[handed]) : on.Handed;
            }
            for (var p = 0; p < Platforms.Count; p++) _use[s * Platforms.Count + p] /= sum;
        }
    }

    /// <summary>The part of an inflow's clicks that come from a platform.</summary>
    public double Use(int inflow, int platform) => _use[inflow * Platforms.Count + platform];

    /// <summary>The part of those that name it.</summary>
    public double Shown(int inflow, int platform) => _shown[inflow * Platforms.Count + platform];

    /// <summary>The part of all its clicks, wherever, that name it.</summary>
    public double Named(int inflow)
    {
        var sum = 0.0;
        for (var p = 0; p < Platforms.Count; p++) sum += Use(inflow, p) * Shown(inflow, p);
        return sum;
    }

    /// <summary>The part of those that do not name it, and are handed over.</summary>
    public double Handed(int inflow, int platform) => _handed[inflow * Platforms.Count + platform];

    /// <summary>The part of an inflow's clicks that come from a platform, without a name, and arrive like this (null: in any way).</summary>
    public double Hidden(int inflow, int platform, Arrival? arrival)
    {
        var cell = inflow * Platforms.Count + platform;
        var arrives = arrival switch { Arrival.Handed => _handed[cell], Arrival.Plain => 1 - _handed[cell], _ => 1 };
        return _use[cell] * (1 - _shown[cell]) * arrives;
    }

    /// <summary>Adds the derivatives of the logarithm of <see cref="Use"/>, times <paramref name="weight"/>.</summary>
    public void AddUse(List<(int, double)> derivatives, int inflow, int platform, double weight)
    {
        for (var p = 0; p < Platforms.Count; p++)
        {
            if (_layout.Use(inflow, p) is not { } at) continue;
            var by = weight * ((p == platform ? 1 : 0) - Use(inflow, p));
            derivatives.Add((at, by));
            derivatives.Add((_layout.Audience(p), by));
        }
    }

    private static double Chance(double odds) => 1 / (1 + Math.Exp(-odds));
}
