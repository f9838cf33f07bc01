namespace Shortener.Channels.Dark;

/// <summary>Where among the shared unknowns each of them lies, what is expected of it, and how surely.</summary>
internal sealed class Layout
{
    // What never happens, or always, is no unknown.
    private const double Certain = 0.005;

    // Apps that exist on one platform alone make it look larger than it is.
    private const double AudienceDoubt = 1;

    // Some taps of every app are lost: opened elsewhere, cut off.
    private const double MostShown = 0.99;

    private readonly List<double> _expected = [];
    private readonly List<double> _precision = [];
    private readonly int?[] _shown;
    private readonly int?[] _handed;
    private readonly int?[] _use;
    private readonly int?[] _rate;
    private readonly int[] _part;
    private readonly int[] _audience;

    /// <param name="audience">The part of all clicks that each platform has.</param>
    /// <param name="arrivalIsKnown">Browsers say how a click arrived: they do so over https only.</param>
    public Layout(IReadOnlyList<Inflow> inflows, IReadOnlyList<double> audience, Doubts doubts, bool arrivalIsKnown)
    {
        (Inflows, ArrivalIsKnown) = (inflows, arrivalIsKnown);
        var cells = inflows.Count * Platforms.Count;
        (_shown, _handed, _use) = (new int?[cells], new int?[cells], new int?[cells]);
        (_rate, _part) = (new int?[inflows.Count], new int[inflows.Count]);
        _audience = [.. audience.Select(part => Add(Math.Log(part), AudienceDoubt))];
        for (var s = 0; s < inflows.Count; s++)
        {
            _part[s] = Add(Math.Log(inflows[s].Part), inflows[s].PartDoubt);
            if (inflows[s].ClicksPerShare is { } clicks) _rate[s] = Add(-Math.Log(clicks), doubts.Clicks);
            for (var p = 0; p < Platforms.Count; p++)
            {
                if (inflows[s].On[p] is not { } on) continue;
                var cell = s * Platforms.Count + p;
                _use[cell] = Add(Math.Log(on.Reach), doubts.Reach);
                _shown[cell] = AddShown(on.Shown, doubts.Shown);
                if (arrivalIsKnown) _handed[cell] = AddOdds(on.Handed, doubts.Handed);
            }
        }
    }

    public IReadOnlyList<Inflow> Inflows { get; }

    public bool ArrivalIsKnown { get; }

    /// <summary>How many shared unknowns there are.</summary>
    public int Count => _expected.Count;

    public IReadOnlyList<double> Expected => _expected;

    /// <summary>One over each one's variance.</summary>
    public IReadOnlyList<double> Precision => _precision;

    /// <summary>Log-odds of a tap to show its app; null where they are certain.</summary>
    public int? Shown(int inflow, int platform) => _shown[inflow * Platforms.Count + platform];

    /// <summary>Log-odds of a hidden tap to be handed over; null where they are certain.</summary>
    public int? Handed(int inflow, int platform) => _handed[inflow * Platforms.Count + platform];

    /// <summary>Logarithm of the part of the audience that has a platform, but for a constant.</summary>
    public int Audience(int platform) => _audience[platform];

    /// <summary>Logarithm of an inflow's use on a platform against others' use of it; null where it has none.</summary>
    public int? Use(int inflow, int platform) => _use[inflow * Platforms.Count + platform];

    /// <summary>Logarithm of shares seen per click; null where none are looked for.</summary>
    public int? SharesPerClick(int inflow) => _rate[inflow];

    /// <summary>Logarithm of the inflow's part of all clicks.</summary>
    public int Part(int inflow) => _part[inflow];

    /// <summary>What shows nearly always can only show less.</summary>
    private int? AddShown(double shown, double doubt)
    {
        if (shown <= Certain) return null;
        var (low, high) = (shown * (1 - doubt), Math.Min(shown * (1 + doubt), MostShown));
        var middle = (low + high) / 2;
        return AddOdds(middle, Math.Max((high - low) / 2, 0.002) / (middle * (1 - middle)));
    }

    private int? AddOdds(double chance, double doubt) =>
        chance is <= Certain or >= 1 - Certain ? null : Add(Math.Log(chance / (1 - chance)), doubt);

    private int Add(double expected, double doubt)
    {
        _expected.Add(expected);
        _precision.Add(1 / (doubt * doubt));
        return _expected.Count - 1;
    }
}
