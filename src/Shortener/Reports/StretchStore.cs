using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>Where in the log the folded hits of a time lie.</summary>
internal static class StretchStore
{
    private const string Spans = """
        select first_seq, last_seq
        from hit_spans
        where quarter >= @First and quarter <= @Last
        order by first_seq
        """;

    /// <summary>
    /// Stretches of the log, in its order, those near each other in one. They hold all folded hits from
    /// <paramref name="from"/> to before <paramref name="until"/>, and others.
    /// </summary>
    public static async Task<List<(long First, long Last)>> Read(Tx tx, long from, long until)
    {
        var stretches = new List<(long First, long Last)>();
        await using var rows = await tx.Scan(
            Spans, new { First = Slots.Quarter(from), Last = Slots.Quarter(until - 1) });
        while (await rows.Next())
        {
            if (stretches.Count > 0 && rows[0] <= stretches[^1].Last + LogSpans.Gap)
            {
                stretches[^1] = (stretches[^1].First, Math.Max(stretches[^1].Last, rows[1]));
            }
            else
            {
                stretches.Add((rows[0], rows[1]));
            }
        }
        return stretches;
    }
}
