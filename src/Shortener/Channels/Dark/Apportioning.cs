using Shortener.Statistics;

namespace Shortener.Channels.Dark;

/// <summary>Divides unnamed clicks by what a fitted model says, over and over with unknowns drawn anew: hence the intervals.</summary>
internal static class Apportioning
{
    private const int Draws = 150;
    private const ulong Seed = 20261121;

    /// <summary>Expected numbers and intervals, app by app.</summary>
    /// <param name="model">Fitted to the rows.</param>
    /// <param name="unnamed">All dark clicks without a name.</param>
    public static DarkEstimate Split(
        DarkModel model, IReadOnlyList<Sightings> rows, Layout layout, Visibility visibility, Doubts doubts, double unnamed)
    {
        var dice = new Dice(Seed);
        var (shared, local) = (new double[model.Shared.Length], new double[model.Local.Length]);
        var count = layout.Inflows.Count;
        var (drawn, hidden) = (new double[count][], new double[Draws]);
        for (var s = 0; s < count; s++) drawn[s] = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            model.Draw(dice, shared, local);
            var sums = Apportion(rows, layout, doubts, dice, shared, local);
            for (var s = 0; s < count; s++)
            {
                drawn[s][draw] = sums[s];
                if (layout.Inflows[s].App is not null) hidden[draw] += sums[s];
            }
        }
        var learned = new Habits(layout, model.Shared);
        var apps = Enumerable.Range(0, count).Where(s => layout.Inflows[s].App is not null)
            .Select(s => new AppEstimate(
                visibility.Apps[layout.Inflows[s].App!.Value].App, Summary(drawn[s]),
                layout.SharesPerClick(s) is { } rate ? Math.Exp(-model.Shared[rate]) : null,
                [.. Enumerable.Range(0, Platforms.Count).Select(p => layout.Use(s, p) is null ? null
                    : new Showing(learned.Use(s, p), learned.Shown(s, p), learned.Handed(s, p)))]))
            .ToList();
        var together = Summary(hidden);
        return new DarkEstimate(apps, together, Math.Max(0, unnamed - together.Expected));
    }

    private static double[] Apportion(
        IReadOnlyList<Sightings> rows, Layout layout, Doubts doubts, Dice dice, double[] shared, double[] local)
    {
        var habits = new Habits(layout, shared);
        var count = layout.Inflows.Count;
        var (sums, spread, parts) = (new double[count], new double[count], new double[count]);
        for (var row = 0; row < rows.Count; row++)
        {
            if (!rows[row].IsOpen) continue;
            var arrivalIsKnown = layout.ArrivalIsKnown && rows[row].SharedTo is null;
            for (var p = 0; p < Platforms.Count; p++)
            {
                for (var a = 0; a < 2; a++)
                {
                    var seen = rows[row].Unnamed[2 * p + a];
                    if (seen == 0) continue;
                    var sum = 0.0;
                    for (var s = 0; s < count; s++)
                    {
                        var part = Math.Exp(local[row * count + s]) * habits.Hidden(s, p, arrivalIsKnown ? (Arrival)a : null);
                        if (part > 0) part *= Math.Exp(doubts.Mix * dice.Normal());
                        sum += parts[s] = part;
                    }
                    if (sum <= 0) continue;
                    for (var s = 0; s < count; s++)
                    {
                        var part = parts[s] / sum;
                        sums[s] += seen * part;
                        spread[s] += seen * part * (1 - part);
                    }
                }
            }
        }
        var all = sums.Sum();
        for (var s = 0; s < count; s++) sums[s] = Math.Max(0, sums[s] + Math.Sqrt(spread[s]) * dice.Normal());
        var drawn = sums.Sum();
        for (var s = 0; s < count; s++) sums[s] *= drawn > 0 ? all / drawn : 0;
        return sums;
    }

    private static Likely Summary(double[] draws)
    {
        Array.Sort(draws);
        return new Likely(draws.Average(), draws[draws.Length / 10], draws[draws.Length - 1 - draws.Length / 10]);
    }
}
