namespace Shortener.Channels.Dark;

/// <summary>
/// Where among the shared unknowns each of them lies, what is expected of it, and how surely.
/// </summary>
internal sealed class Layout
{
    // What never happens, or always, is no unknown.
    private const double Certain = 0.005;

    // Apps that exist on one platform alone make it look larger than it is.
    private const double AudienceDoubt = 1;

    // Some taps of every app are lost: opened elsewhere, cut off.
    private const double MostShown = 0.99;

    // What an app shows on one platform and on another is doubted together, mostly: this part of the
    // deviation is each one's own.
    private const double Own = 0.4;

    private readonly List<double> _expected = [];
    private readonly List<double> _precision = [];
    private readonly int?[] _shown;
    private readonly double[] _perCommon;
    private readonly int?[] _common;
    private readonly int?[] _handed;
    private readonly int?[] _use;
    private readonly int?[] _rate;
    private readonly int[] _part;
    private readonly int[] _audience;

    /// <param name="audience">The part of all clicks that each platform has.</param>
    /// <param name="arrivalIsKnown">Browsers say how a click arrived: they do so over https only.</param>
    public Layout(
        IReadOnlyList<Inflow> inflows, IReadOnlyList<double> audience, Doubts doubts, bool arrivalIsKnown)
    {
        (Inflows, ArrivalIsKnown) = (inflows, arrivalIsKnown);
        var cells = inflows.Count * Platforms.Count;
        (_shown, _handed, _use) = (new int?[cells], new int?[cells], new int?[cells]);
        (_common, _perCommon) = (new int?[inflows.Count], new double[cells]);
        (_rate, _part) = (new int?[inflows.Count], new int[inflows.Count]);
        _audience = [.. audience.Select(part => Add(Math.Log(part), AudienceDoubt))];
        for (var s = 0; s < inflows.Count; s++)
        {
            _part[s] = Add(Math.Log(inflows[s].Part), inflows[s].PartDoubt);
            var sum = Enumerable.Range(0, Platforms.Count).Sum(
                p => audience[p] * (inflows[s].On[p]?.Reach ?? 0));
            if (inflows[s].ClicksPerShare is { } clicks) _rate[s] = Add(-Math.Log(clicks), doubts.Clicks);
            if (inflows[s].On.Any(on => on?.Shown > Certain))
            {
                _common[s] = Add(0, doubts.Shown * Math.Sqrt(1 - Own * Own));
            }
            for (var p = 0; p < Platforms.Count; p++)
            {
                if (inflows[s].On[p] is not { } on) continue;
                var cell = s * Platforms.Count + p;
                _use[cell] = Add(Math.Log(on.Reach / sum), doubts.Reach);
                _shown[cell] = AddShown(on.Shown, doubts.Shown, cell);
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

    /// <summary>
    /// By how much an app shows itself more or less than assumed, on all platforms; null where it never does.
    /// </summary>
    public int? Common(int inflow) => _common[inflow];

    /// <summary>How much the log-odds of a tap to show its app grow with <see cref="Common"/>.</summary>
    public double PerCommon(int inflow, int platform) => _perCommon[inflow * Platforms.Count + platform];

    /// <summary>Log-odds of a hidden tap to be handed over; null where they are certain.</summary>
    public int? Handed(int inflow, int platform) => _handed[inflow * Platforms.Count + platform];

    /// <summary>Logarithm of the part of the audience that has a platform, but for a constant.</summary>
    public int Audience(int platform) => _audience[platform];

    /// <summary>
    /// Logarithm of an inflow's use on a platform against others' use of it; null where it has none.
    /// </summary>
    public int? Use(int inflow, int platform) => _use[inflow * Platforms.Count + platform];

    /// <summary>Logarithm of shares seen per click; null where none are looked for.</summary>
    public int? SharesPerClick(int inflow) => _rate[inflow];

    /// <summary>Logarithm of the inflow's part of all clicks.</summary>
    public int Part(int inflow) => _part[inflow];

    /// <summary>What shows nearly always can only show less.</summary>
    private int? AddShown(double shown, double doubt, int cell)
    {
        if (shown <= Certain) return null;
        var (low, high) =
            (Math.Min(shown, MostShown) * (1 - doubt), Math.Min(shown * (1 + doubt), MostShown));
        var spread = Math.Max((Odds(high) - Odds(low)) / 2, 0.01);
        _perCommon[cell] = spread / doubt;
        return Add(Odds(Math.Min(shown, MostShown - 0.005)), Own * spread);
    }

    private int? AddOdds(double chance, double doubt) =>
        chance is <= Certain or >= 1 - Certain ? null : Add(Odds(chance), doubt);

    private static double Odds(double chance) => Math.Log(chance / (1 - chance));

    private int Add(double expected, double doubt)
    {
        _expected.Add(expected);
        _precision.Add(1 / (doubt * doubt));
        return _expected.Count - 1;
    }
}
