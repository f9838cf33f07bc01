using System.Runtime.InteropServices;

namespace Shortener.Attribution;

/// <summary>
/// What one person did: touches, and what they led to, each in the order of time. One object is filled again
/// and again, since reports look at millions of them.
/// </summary>
public sealed class Timeline
{
    /// <summary>How many facts a touch has.</summary>
    public const int Width = (int)Fact.Advocate + 1;

    /// <summary>Nobody's journey is longer: of more touches the newest count.</summary>
    public const int MostTouches = 500;

    private long[] _touches = new long[16 * Width];
    private readonly List<Outcome> _outcomes = [];

    /// <summary>How many touches there are.</summary>
    public int Touches { get; private set; }

    public ReadOnlySpan<Outcome> Outcomes => CollectionsMarshal.AsSpan(_outcomes);

    /// <summary>A fact of the touch with that number.</summary>
    public long this[int touch, Fact fact] => _touches[touch * Width + (int)fact];

    /// <summary>It led to nothing.</summary>
    public bool IsLost => _outcomes.Count == 0;

    /// <summary>The first thing that happened; touches and outcomes alike.</summary>
    public long FirstAt => Math.Min(
        Touches > 0 ? this[0, Fact.At] : long.MaxValue,
        _outcomes.Count > 0 ? _outcomes[0].At : long.MaxValue);

    /// <summary>The last.</summary>
    public long LastAt => Math.Max(
        Touches > 0 ? this[Touches - 1, Fact.At] : 0,
        _outcomes.Count > 0 ? _outcomes[^1].At : 0);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Touches = 0;
        _outcomes.Clear();
    }

    /// <summary>Room for the next touch's facts; they are to be filled in the order of time.</summary>
    public Span<long> AddTouch()
    {
        if ((Touches + 1) * Width > _touches.Length) Array.Resize(ref _touches, _touches.Length * 2);
        return _touches.AsSpan(Touches++ * Width, Width);
    }

    /// <summary>Adds what happened next.</summary>
    public void Add(Outcome outcome) => _outcomes.Add(outcome);
}
