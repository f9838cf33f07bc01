using System.Runtime.InteropServices;
using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>
/// The visibility model: how many named, unnamed and typed clicks and how many shares are to be expected of
/// every link, given what its inflows are and how much of each shows; and the fit of both to what was seen.
/// </summary>
/// <remarks>
/// <para>
/// On link i, inflow s (an app, typing, the nameless) brings r(i,s) clicks, of which r·m(s,p)·d(i,p) on
/// platform p. Of those v(s,p) name it; of the others q(s,p) are handed over and the rest arrive plain. Then,
/// each a Poisson count, named(i,s,p) ~ r·m·d·v, unnamed(i,p,handed) ~ Σₛ r·m·d·(1−v)·q, unnamed(i,p,plain) ~
/// Σₛ r·m·d·(1−v)·(1−q), and shares seen (i,s) ~ r·k(s). What is shared by all links (v, q, m, k, and an
/// inflow's part ρ of all clicks) begins at what is assumed of it; r(i,s) is expected to be ρ(s) of the
/// link's clicks, by a gamma distribution that a click or two outweigh; d(i,p), what the link has more of a
/// platform than others, to be about 1.
/// </para>
/// <para>
/// Links differ in their inflows, and that tells how much each shows: the unnamed clicks that grow from link
/// to link with an app's named ones are its own. Beside these counts stands what comes together in time
/// (<see cref="Bursts"/>).
/// </para>
/// <para>
/// All unknowns are logarithms or log-odds. The most likely values are found by Fisher scoring, those of the
/// shared ones with the links' own integrated out (<see cref="LinkFit"/>); the information matrix there gives
/// the uncertainty of all of them together.
/// </para>
/// </remarks>
internal sealed class DarkModel
{
    // The weight of what all links say together about one of them, in clicks.
    private const double PriorClicks = 0.5;

    // Typing and apps that show nothing are more alike from link to link than apps are.
    private const double PriorClicksOfNobody = 1.5;

    // A share link stays where it was put, mostly; one that was seen elsewhere less so.
    private const double StaysPut = 0.9;
    private const double StaysPutCarried = 0.7;
    private const double StaysPutClicks = 4;

    // Where what was seen follows the model, half as many do. On a benchmark's sights at random, further ones
    // change what is reported by less than half of its own standard deviation.
    private const int MostSteps = 20;
    private const double LongestStep = 2;
    private const double LongestOwnStep = 2;

    // Nothing that is reported is still to move by more than a tenth of its own standard deviation.
    private const double SmallestStep = 0.1;

    private readonly Doubts _doubts;
    private readonly ArrowSystem _system;
    private readonly BurstFit _bursts;
    private readonly int _inflows;
    private readonly int _width;
    private readonly double _precision;

    public DarkModel(IReadOnlyList<Sightings> rows, Layout layout, Doubts doubts, Bursts bursts)
    {
        (Rows, Layout, _doubts, _bursts) = (rows, layout, doubts, new BurstFit(bursts, layout));
        _inflows = layout.Inflows.Count;
        _width = _inflows + Platforms.Count;
        _system = new ArrowSystem(rows.Count, _width, layout.Count);
        _precision = 1 / (doubts.Mix * doubts.Mix);
        Shared = [.. layout.Expected];
        Local = new double[rows.Count * _width];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var s = 0; s < _inflows; s++)
            {
                var part = IsHere(row, s) ? 1 : layout.Inflows[s].Part;
                Local[row * _width + s] = Math.Log(Expected(row, s) * part);
            }
        }
    }

    /// <summary>What was seen, link by link or of several together.</summary>
    public IReadOnlyList<Sightings> Rows { get; }

    public Layout Layout { get; }

    /// <summary>The unknowns that all links share, in the order of the <see cref="Layout"/>.</summary>
    public double[] Shared { get; }

    /// <summary>
    /// Each link's own, row by row: the logarithm of its clicks by inflow, then that of what it has more of
    /// each platform.
    /// </summary>
    public double[] Local { get; }

    /// <summary>Where a row's own unknowns begin.</summary>
    public int Row(int row) => row * _width;

    /// <summary>Moves the unknowns to their most likely values.</summary>
    /// <returns>How many steps that took.</returns>
    public int Fit()
    {
        var (shared, local, before) =
            (new double[Shared.Length], new double[Local.Length], new double[Shared.Length]);
        for (var step = 1; ; step++)
        {
            Linearise();
            _system.Factor();
            var deviations = _system.Step(shared, local);
            HalveWhatTurnsBack(shared, before);
            Vectors.Add(Shared, shared, LongestStep / Math.Max(Vectors.Longest(shared), LongestStep));
            for (var i = 0; i < local.Length; i++)
            {
                Local[i] += Math.Clamp(local[i], -LongestOwnStep, LongestOwnStep);
            }
            if (deviations < SmallestStep || step == MostSteps) return step;
        }
    }

    /// <summary>
    /// An unknown that turns back went too far, and swings around its most likely value: it goes half of the
    /// way. The others go all of theirs, or they would creep because of a few that swing.
    /// </summary>
    private static void HalveWhatTurnsBack(double[] step, double[] before)
    {
        for (var i = 0; i < step.Length; i++)
        {
            var turnsBack = step[i] * before[i] < 0;
            before[i] = step[i];
            if (turnsBack) step[i] /= 2;
        }
    }

    /// <summary>
    /// The variance of something, given its derivatives by the unknowns, which are overwritten.
    /// </summary>
    public double Variance(double[] shared, double[] local) => _system.Variance(shared, local);

    /// <summary>
    /// Moves each row's own unknowns to where the shared ones let them be, and adds up what is seen from
    /// there.
    /// </summary>
    private void Linearise()
    {
        var habits = new Habits(Layout, Shared);
        _system.Fill(rows => Linearise(rows, habits));
        for (var i = 0; i < Shared.Length; i++)
        {
            _system.AddPrior(i, Layout.Precision[i], Layout.Expected[i] - Shared[i]);
        }
        _bursts.Linearise(_system, habits);
    }

    // All that is written here is the rows' own: others are linearised on another thread.
    private void Linearise(ArrowRows rows, Habits habits)
    {
        var (cells, counts) = (new Cells(Layout, habits), new List<Count>());
        var (fit, links) = (new RowFit(_inflows, _precision), new LinkFit(rows, _inflows, Layout.Count));
        for (var row = rows.First; row < rows.End; row++)
        {
            counts.Clear();
            cells.AddNamed(Rows[row], counts);
            cells.AddUnnamed(Rows[row], counts);
            for (var s = 0; s < _inflows; s++)
            {
                counts.Add(Prior(row, s, cells));
                if (cells.Shares(s) is { } cell) counts.Add(Shares(row, s, cell));
            }
            var own = Local.AsSpan(Row(row), _width);
            fit.Settle(own, CollectionsMarshal.AsSpan(counts));
            for (var p = _inflows; p < _width; p++) rows.AddPrior(row, p, _precision, -own[p]);
            links.Add(row, own, CollectionsMarshal.AsSpan(counts));
        }
        links.Finish(cells.Mixed);
    }

    /// <summary>A gamma distribution counts as so many clicks seen, where its mean was expected.</summary>
    private Count Prior(int row, int inflow, Cells cells)
    {
        if (IsHere(row, inflow))
        {
            return new Count(
                cells.Here(inflow), StaysPutClicks, Times: StaysPutClicks / Expected(row, inflow),
                IsPrior: true);
        }
        var weight = Layout.Inflows[inflow].App is null ? PriorClicksOfNobody : PriorClicks;
        return new Count(
            cells.Usual(inflow), weight, Times: weight / Expected(row, inflow), IsPrior: true);
    }

    /// <summary>
    /// Chats are small and large, so that a share tells less about the number of clicks than a click does.
    /// </summary>
    private Count Shares(int row, int inflow, Cell cell)
    {
        var seen = Rows[row].Shares[Layout.Inflows[inflow].App!.Value];
        return new Count(cell, seen, 1 / (1 + _doubts.Bursts * (1 + seen / 4)));
    }

    /// <summary>
    /// The clicks that are to be expected of a row: of the inflow that its share link was made for, or of
    /// all that each other one has its part of.
    /// </summary>
    private double Expected(int row, int inflow)
    {
        var clicks = Math.Max(Rows[row].Clicks, 1);
        if (IsHere(row, inflow)) return clicks * Stays(row);
        return clicks * (Rows[row].SharedTo is null ? 1 : 1 - Stays(row));
    }

    private bool IsHere(int row, int inflow) =>
        Rows[row].SharedTo is { } app && Layout.Inflows[inflow].App == app;

    private double Stays(int row) => Rows[row].IsCarried ? StaysPutCarried : StaysPut;
}
