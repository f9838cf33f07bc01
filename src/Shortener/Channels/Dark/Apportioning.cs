namespace Shortener.Channels.Dark;

/// <summary>Divides unnamed clicks by what a fitted model says, and tells how sure that is.</summary>
/// <remarks>
/// An app's part of a count is its part of what the model expects there. How far the sum may be off follows
/// from how it changes with each unknown and how uncertain those are together (the delta method), beside the
/// chance by which each click has fallen to one app and not to another. The interval is one of log-odds, so
/// that it stays between nothing and all there is.
/// </remarks>
internal sealed class Apportioning(DarkModel model)
{
    // A tenth of a normal distribution lies beyond so many standard deviations.
    private const double Tenth = 1.2816;

    // Rows are taken for independent and the model for true: without it, intervals hold the truth less often
    // than they say.
    private const double Widening = 1.3;

    private readonly Layout _layout = model.Layout;
    private readonly Habits _habits = new(model.Layout, model.Shared);
    private readonly Cells _cells = new(model.Layout, new Habits(model.Layout, model.Shared));

    /// <summary>Expected numbers and intervals, app by app.</summary>
    /// <param name="unnamed">All dark clicks without a name.</param>
    public DarkEstimate Split(Visibility visibility, double unnamed)
    {
        var apps = Enumerable.Range(0, _layout.Inflows.Count).Where(s => _layout.Inflows[s].App is not null)
            .Select(s => new AppEstimate(
                visibility.Apps[_layout.Inflows[s].App!.Value].App, Hidden(inflow => inflow == s),
                _layout.SharesPerClick(s) is null ? null : 1 / _habits.SharesPerClick(s),
                [.. Enumerable.Range(0, Platforms.Count).Select(p => _layout.Use(s, p) is null ? null
                    : new Showing(_habits.Use(s, p), _habits.Shown(s, p), _habits.Handed(s, p)))]))
            .ToList();
        var together = Hidden(inflow => _layout.Inflows[inflow].App is not null);
        return new DarkEstimate(apps, together, Math.Max(0, unnamed - together.Expected));
    }

    private Likely Hidden(Func<int, bool> isOurs)
    {
        var (shared, local) = (new double[model.Shared.Length], new double[model.Local.Length]);
        var (expected, most, chance) = (0.0, 0.0, 0.0);
        var counts = new List<Count>();
        for (var row = 0; row < model.Rows.Count; row++)
        {
            if (!model.Rows[row].IsOpen) continue;
            var own = local.AsSpan(model.Row(row));
            counts.Clear();
            _cells.AddUnnamed(model.Rows[row], counts);
            foreach (var (cell, seen, _, _, _) in counts)
            {
                var (ours, all) = Clicks(row, cell, isOurs);
                if (seen == 0 || ours == 0) continue;
                var part = ours / all;
                expected += seen * part;
                most += seen;
                chance += seen * part * (1 - part);
                foreach (var piece in cell.Pieces)
                {
                    var by = seen * Clicks(row, piece) / all * ((isOurs(piece.Inflow) ? 1 : 0) - part);
                    own[piece.Inflow] += by;
                    foreach (var (at, value) in piece.Derivatives) shared[at] += by * value;
                }
            }
        }
        return Interval(expected, most, Math.Sqrt(model.Variance(shared, local) + chance));
    }

    private (double Ours, double All) Clicks(int row, Cell cell, Func<int, bool> isOurs)
    {
        var (ours, all) = (0.0, 0.0);
        foreach (var piece in cell.Pieces)
        {
            var clicks = Clicks(row, piece);
            all += clicks;
            if (isOurs(piece.Inflow)) ours += clicks;
        }
        return (ours, all);
    }

    private double Clicks(int row, Piece piece) =>
        Math.Exp(model.Local[model.Row(row) + piece.Inflow]) * piece.Part;

    private static Likely Interval(double expected, double most, double deviation)
    {
        var others = Math.Max(most - expected, 1e-9 * most);
        if (expected <= 1e-9 * most) return Likely.None;
        var (odds, by) =
            (Math.Log(expected / others), Tenth * Widening * deviation * most / (expected * others));
        return new Likely(expected, most / (1 + Math.Exp(by - odds)), most / (1 + Math.Exp(-by - odds)));
    }
}
