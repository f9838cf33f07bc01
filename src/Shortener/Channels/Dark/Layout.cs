namespace Shortener.Channels.Dark;

/// <summary>Where among the shared unknowns each of them lies, what is expected of it, and how surely.</summary>
internal sealed class Layout
{
    // What never happens, or always, is no unknown.
    private const double Certain = 0.005;
    private const double WidestOdds = 1.1;

    private readonly List<double> _expected = [];
    private readonly List<double> _precision = [];
    private readonly int?[] _shown;
    private readonly int?[] _handed;
    private readonly int?[] _use;
    private readonly int?[] _rate;
    private readonly int[] _part;

    /// <param name="audience">The part of all clicks that each platform has.</param>
    /// <param name="arrivalIsKnown">Browsers say how a click arrived: they do so over https only.</param>
    public Layout(IReadOnlyList<Stream> streams, IReadOnlyList<double> audience, Doubts doubts, bool arrivalIsKnown)
    {
        (Streams, ArrivalIsKnown) = (streams, arrivalIsKnown);
        var cells = streams.Count * Platforms.Count;
        (_shown, _handed, _use) = (new int?[cells], new int?[cells], new int?[cells]);
        (_rate, _part) = (new int?[streams.Count], new int[streams.Count]);
        for (var s = 0; s < streams.Count; s++)
        {
            _part[s] = Add(Math.Log(streams[s].Part), streams[s].PartDoubt);
            if (streams[s].ClicksPerShare is { } clicks) _rate[s] = Add(-Math.Log(clicks), doubts.Clicks);
            for (var p = 0; p < Platforms.Count; p++)
            {
                if (streams[s].On[p] is not { } on) continue;
                var cell = s * Platforms.Count + p;
                _use[cell] = Add(Math.Log(on.Reach * audience[p]), doubts.Reach);
                _shown[cell] = AddOdds(on.Shown, Math.Min(doubts.Shown / (1 - on.Shown), WidestOdds));
                if (arrivalIsKnown) _handed[cell] = AddOdds(on.Handed, doubts.Handed);
            }
        }
    }

    public IReadOnlyList<Stream> Streams { get; }

    public bool ArrivalIsKnown { get; }

    /// <summary>How many shared unknowns there are.</summary>
    public int Count => _expected.Count;

    public IReadOnlyList<double> Expected => _expected;

    /// <summary>One over each one's variance.</summary>
    public IReadOnlyList<double> Precision => _precision;

    /// <summary>Log-odds of a tap to show its app; null where they are certain.</summary>
    public int? Shown(int stream, int platform) => _shown[stream * Platforms.Count + platform];

    /// <summary>Log-odds of a hidden tap to be handed over; null where they are certain.</summary>
    public int? Handed(int stream, int platform) => _handed[stream * Platforms.Count + platform];

    /// <summary>Logarithm of a stream's use on a platform, but for a constant; null where it has none.</summary>
    public int? Use(int stream, int platform) => _use[stream * Platforms.Count + platform];

    /// <summary>Logarithm of shares seen per click; null where none are looked for.</summary>
    public int? SharesPerClick(int stream) => _rate[stream];

    /// <summary>Logarithm of the stream's part of all clicks.</summary>
    public int Part(int stream) => _part[stream];

    private int? AddOdds(double chance, double doubt) =>
        chance is <= Certain or >= 1 - Certain ? null : Add(Math.Log(chance / (1 - chance)), doubt);

    private int Add(double expected, double doubt)
    {
        _expected.Add(expected);
        _precision.Add(1 / (doubt * doubt));
        return _expected.Count - 1;
    }
}
