using System.Runtime.InteropServices;
using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>
/// The visibility model: how many named, unnamed and typed clicks and how many shares are to be expected of every link, given
/// what its inflows are and how much of each shows; and the fit of both to what was seen.
/// </summary>
/// <remarks>
/// <para>
/// On link i, inflow s (an app, typing, the nameless) brings r(i,s) clicks, of which m(s,p) on platform p. Of those v(s,p)
/// name it; of the others q(s,p) are handed over and the rest arrive plain. Then, each a Poisson count,
/// named(i,s,p) ~ r·m·v, unnamed(i,p,handed) ~ Σₛ r·m·(1−v)·q, unnamed(i,p,plain) ~ Σₛ r·m·(1−v)·(1−q), and shares seen
/// (i,s) ~ r·k(s). What is shared by all links (v, q, m, k, and an inflow's part ρ of all clicks) begins at what is assumed of
/// it; r(i,s) is expected to be ρ(s) of the link's clicks, by a gamma distribution that a click or two outweigh.
/// </para>
/// <para>
/// All unknowns are logarithms or log-odds. The most likely values are found by Fisher scoring; the information matrix there
/// gives the uncertainty of all of them together.
/// </para>
/// </remarks>
internal sealed class DarkModel
{
    // The weight of what all links say together about one of them, in clicks.
    private const double PriorClicks = 0.5;

    // Typing, and apps that show nothing, differ little from link to link.
    private const double PriorClicksOfNobody = 20;

    // A share link stays where it was put, mostly; one that was seen elsewhere less so.
    private const double StaysPut = 0.9;
    private const double StaysPutCarried = 0.7;
    private const double StaysPutClicks = 4;

    // Links are not quite as alike as the model has them: without it, intervals hold the truth in seven of ten cases.
    private const double Widening = 1.5;

    private const int MostSteps = 30;
    private const double LongestStep = 1;
    private const double SmallestStep = 0.01;

    private readonly IReadOnlyList<Sightings> _rows;
    private readonly Layout _layout;
    private readonly Doubts _doubts;
    private readonly ArrowSystem _system;
    private readonly double[] _trust;

    public DarkModel(IReadOnlyList<Sightings> rows, Layout layout, Doubts doubts)
    {
        (_rows, _layout, _doubts) = (rows, layout, doubts);
        _system = new ArrowSystem(rows.Count, layout.Inflows.Count, layout.Count);
        _trust = [.. rows.Select(row => 1 / (1 + doubts.Mix * doubts.Mix * row.Clicks / Platforms.Count))];
        Shared = [.. layout.Expected];
        Local = new double[rows.Count * layout.Inflows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var s = 0; s < layout.Inflows.Count; s++)
            {
                Local[row * layout.Inflows.Count + s] = Math.Log(Clicks(row) * Part(row, s) * Shares(Shared, s));
            }
        }
    }

    /// <summary>The unknowns that all links share, in the order of the <see cref="Layout"/>.</summary>
    public double[] Shared { get; }

    /// <summary>The logarithm of each link's clicks by inflow, row by row.</summary>
    public double[] Local { get; }

    /// <summary>Moves the unknowns to their most likely values.</summary>
    public void Fit()
    {
        var (shared, local) = (new double[Shared.Length], new double[Local.Length]);
        for (var step = 1; ; step++)
        {
            Linearise();
            _system.Factor();
            _system.Step(shared, local);
            var longest = Math.Max(Longest(shared), Longest(local));
            var by = Math.Min(1, LongestStep / longest);
            for (var i = 0; i < shared.Length; i++) Shared[i] += by * shared[i];
            for (var i = 0; i < local.Length; i++) Local[i] += by * local[i];
            if (longest < SmallestStep || step == MostSteps) return;
        }
    }

    /// <summary>Unknowns drawn around the most likely ones, as far away as what was seen leaves open.</summary>
    public void Draw(Dice dice, double[] shared, double[] local)
    {
        _system.Draw(dice, shared, local);
        for (var i = 0; i < shared.Length; i++) shared[i] = Shared[i] + Widening * shared[i];
        for (var i = 0; i < local.Length; i++) local[i] = Local[i] + Widening * local[i];
    }

    private double Weight(bool isHere, int inflow) =>
        isHere ? StaysPutClicks : _layout.Inflows[inflow].App is null ? PriorClicksOfNobody : PriorClicks;

    private static double Longest(double[] step)
    {
        var longest = 0.0;
        foreach (var value in step) longest = Math.Max(longest, Math.Abs(value));
        return longest;
    }

    private double Clicks(int row) => Math.Max(_rows[row].Clicks, 1);

    private double Shares(double[] shared, int inflow) => Math.Exp(shared[_layout.Part(inflow)]);

    /// <summary>How much of its usual part an inflow is expected to have in a row.</summary>
    private double Part(int row, int inflow) => _rows[row].SharedTo switch
    {
        null => 1,
        var app when _layout.Inflows[inflow].App == app => Stays(row) / Shares(Shared, inflow),
        _ => 1 - Stays(row),
    };

    private double Stays(int row) => _rows[row].IsCarried ? StaysPutCarried : StaysPut;

    private void Linearise()
    {
        _system.Clear();
        for (var i = 0; i < Shared.Length; i++)
        {
            _system.AddPrior(i, _layout.Precision[i], _layout.Expected[i] - Shared[i]);
        }
        var habits = new Habits(_layout, Shared);
        for (var row = 0; row < _rows.Count; row++) Linearise(row, habits);
    }

    private void Linearise(int row, Habits habits)
    {
        var (seen, trust, count) = (_rows[row], _trust[row], _layout.Inflows.Count);
        var local = Local.AsSpan(row * count, count);
        var shared = new List<(int, double)>();
        for (var s = 0; s < count; s++)
        {
            var clicks = Math.Exp(local[s]);
            AddPrior(row, s, clicks);
            if (_layout.Inflows[s].App is { } app && _layout.SharesPerClick(s) is { } rate)
            {
                var shares = clicks * Math.Exp(Shared[rate]);
                var weight = 1 / (1 + _doubts.Bursts * (1 + seen.Shares[app] / 4));
                _system.Add(row, [(s, 1)], [(rate, 1)], weight * shares, weight * (seen.Shares[app] - shares));
            }
            for (var p = 0; p < Platforms.Count; p++)
            {
                if (habits.Shown(s, p) is not (> 0 and var shown)) continue;
                var named = clicks * habits.Use(s, p) * shown;
                shared.Clear();
                habits.AddUse(shared, s, p, 1);
                if (_layout.Shown(s, p) is { } at) shared.Add((at, 1 - shown));
                var found = _layout.Inflows[s].App is { } a ? seen.Named[a * Platforms.Count + p] : seen.Typed;
                _system.Add(row, [(s, 1)], CollectionsMarshal.AsSpan(shared), trust * named, trust * (found - named));
            }
        }
        for (var p = 0; p < Platforms.Count; p++)
        {
            var (handed, plain) = (seen.Unnamed[2 * p], seen.Unnamed[2 * p + 1]);
            if (seen.SharedTo is null && _layout.ArrivalIsKnown)
            {
                AddUnnamed(row, p, Arrival.Handed, handed, habits, local, shared);
                AddUnnamed(row, p, Arrival.Plain, plain, habits, local, shared);
            }
            else
            {
                AddUnnamed(row, p, null, handed + plain, habits, local, shared);
            }
        }
    }

    private void AddPrior(int row, int inflow, double clicks)
    {
        var isHere = _rows[row].SharedTo is { } app && _layout.Inflows[inflow].App == app;
        var weight = Weight(isHere, inflow);
        var usual = Clicks(row) * (isHere ? Stays(row) : Part(row, inflow) * Shares(Shared, inflow));
        var expected = weight * clicks / usual;
        ReadOnlySpan<(int, double)> shared = isHere ? [] : [(_layout.Part(inflow), -1)];
        _system.Add(row, [(inflow, 1)], shared, expected, weight - expected);
    }

    private void AddUnnamed(
        int row, int platform, Arrival? arrival, double seen, Habits habits, ReadOnlySpan<double> local, List<(int, double)> shared)
    {
        Span<(int, double)> parts = stackalloc (int, double)[local.Length];
        var sum = 0.0;
        for (var s = 0; s < local.Length; s++)
        {
            var clicks = Math.Exp(local[s]) * habits.Hidden(s, platform, arrival);
            parts[s] = (s, clicks);
            sum += clicks;
        }
        if (sum <= 0) return;
        shared.Clear();
        for (var s = 0; s < local.Length; s++)
        {
            var part = parts[s].Item2 / sum;
            parts[s] = (s, part);
            if (part < 1e-6) continue;
            habits.AddUse(shared, s, platform, part);
            if (_layout.Shown(s, platform) is { } shown) shared.Add((shown, -part * habits.Shown(s, platform)));
            if (arrival is { } a && _layout.Handed(s, platform) is { } at)
            {
                var handed = habits.Handed(s, platform);
                shared.Add((at, part * (a is Arrival.Handed ? 1 - handed : -handed)));
            }
        }
        var trust = _trust[row];
        _system.Add(row, parts, CollectionsMarshal.AsSpan(shared), trust * sum, trust * (seen - sum));
    }
}
