using System.Runtime.InteropServices;
using Shortener.Channels.Dark;

namespace Shortener.Tests.Channels.Dark;

public sealed class RowFitTests
{
    private const double Precision = 16;
    private const double Little = 1e-4;

    private static readonly Visibility Assumed = Visibility.Default;

    /// <summary>
    /// Where a row has settled, what was seen on it becomes less likely whichever of its own unknowns moves:
    /// the derivative of Σ seen · log m − m, less ½ · precision · d² for each platform, is nothing.
    /// </summary>
    [FsCheck.NUnit.Property]
    public bool A_settled_row_is_at_its_most_likely(byte named, byte handed, byte plain, byte typed)
    {
        var seen = new Sightings(Assumed.Apps.Count) { Typed = typed };
        seen.Named[Assumed.IndexOf("WhatsApp") * Platforms.Count] = named;
        seen.Unnamed[0] = handed;
        seen.Unnamed[3] = plain;
        Inflow[] inflows = [Inflow.Of(0, Assumed.Apps[0], 0.5), Inflow.Typing, Inflow.Nameless];
        var layout = new Layout(inflows, [0.4, 0.3, 0.1, 0.2], Doubts.Default, arrivalIsKnown: true);
        var counts = Counts(layout, seen);
        var own = new double[inflows.Length + Platforms.Count];
        var fit = new RowFit(inflows.Length, Precision);

        // It ends where it is near enough for a step of the fit; begun there again, it comes nearer.
        for (var again = 0; again < 20; again++) fit.Settle(own, CollectionsMarshal.AsSpan(counts));

        return Enumerable.Range(0, own.Length).All(
            i => Math.Abs(Moved(i, Little) - Moved(i, -Little)) / (2 * Little) < 0.01);

        double Moved(int i, double by)
        {
            var moved = own.ToArray();
            moved[i] += by;
            return LogLikelihood(counts, moved, inflows.Length);
        }
    }

    private static List<Count> Counts(Layout layout, Sightings seen)
    {
        var cells = new Cells(layout, new Habits(layout, [.. layout.Expected]));
        var counts = new List<Count>();
        cells.AddNamed(seen, counts);
        cells.AddUnnamed(seen, counts);
        for (var s = 0; s < layout.Inflows.Count; s++)
        {
            counts.Add(new Count(cells.Usual(s), 0.5, Times: 0.5 / Math.Max(1, seen.Clicks), IsPrior: true));
        }
        return counts;
    }

    private static double LogLikelihood(List<Count> counts, double[] own, int inflows)
    {
        var clicks = new RowClicks(inflows);
        clicks.Take(own);
        var sum = 0.0;
        foreach (var count in counts)
        {
            var expected = count.Cell.Pieces.Sum(piece => clicks.Of(count, piece));
            if (expected > 0) sum += count.Trust * (count.Seen * Math.Log(expected) - expected);
        }
        return sum - Precision / 2 * own.Skip(inflows).Sum(more => more * more);
    }
}
