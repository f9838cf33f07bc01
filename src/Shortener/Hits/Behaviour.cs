using System.Runtime.InteropServices;

namespace Shortener.Hits;

/// <summary>
/// Tells programs from people by what several hits of one visitor do together: many links at once, or the
/// same link by HEAD and then by GET.
/// </summary>
/// <remarks>
/// <para>
/// A visitor is one address with one user agent, and behind an office's or a carrier's address many people
/// may have the same. Their clicks come at any time; a program's come all at once, with silence before and
/// after. So a burst of many links counts only where it stands alone: visitors who click 0.2 times a second
/// all day, the rate most like bursts, are taken for a program once in a hundred hours, and at any other rate
/// less.
/// </para>
/// <para>
/// Times are those that hits carry, so that a log replayed is judged as it was live. Sources: mail scanners
/// open every link of a message within seconds of its delivery, and look with HEAD before they read with GET.
/// </para>
/// </remarks>
internal sealed class Behaviour(FollowerSettings settings)
{
    /// <summary>The rule that many links at once break.</summary>
    public const string ManyLinks = "many-links";

    /// <summary>The rule that a GET breaks which follows a HEAD.</summary>
    public const string HeadThenGet = "head-then-get";

    /// <summary>
    /// How far before or after a hit, in milliseconds, another may lie that decides about it.
    /// </summary>
    public const long Reach = Silence + LongestBurst;

    private const long Silence = 10_000;
    private const long LongestBurst = 10_000;

    /// <summary>The hits that a program made, with the rule that tells.</summary>
    /// <param name="footprints">In any order; it is changed.</param>
    public Dictionary<long, string> Judge(List<Footprint> footprints)
    {
        var marks = new Dictionary<long, string>();
        footprints.Sort(static (a, b) => (a.Visitor, a.At, a.Seq).CompareTo((b.Visitor, b.At, b.Seq)));
        var rest = CollectionsMarshal.AsSpan(footprints);
        while (!rest.IsEmpty)
        {
            var length = 1;
            while (length < rest.Length && rest[length].Visitor == rest[0].Visitor) length++;
            if (length > 1) JudgeVisitor(rest[..length], marks);
            rest = rest[length..];
        }
        return marks;
    }

    private void JudgeVisitor(ReadOnlySpan<Footprint> hits, Dictionary<long, string> marks)
    {
        if (settings.BotHeadSeconds > 0) MarkAfterHead(hits, marks);
        if (settings.BotLinks > 0) MarkBursts(hits, marks);
    }

    // One HEAD, one GET: whoever clicks after the scanner has been there is a person.
    private void MarkAfterHead(ReadOnlySpan<Footprint> hits, Dictionary<long, string> marks)
    {
        var heads = new Dictionary<long, long>();
        foreach (var hit in hits)
        {
            if (hit.IsHead) heads[hit.LinkId] = hit.At;
            else if (heads.Remove(hit.LinkId, out var at) && hit.At - at <= settings.BotHeadSeconds * 1000L)
            {
                marks.TryAdd(hit.Seq, HeadThenGet);
            }
        }
    }

    private void MarkBursts(ReadOnlySpan<Footprint> hits, Dictionary<long, string> marks)
    {
        var burst = new List<Footprint>();
        foreach (var hit in hits)
        {
            if (hit.IsHead) continue;
            if (burst.Count > 0 && hit.At - burst[^1].At > Silence) MarkBurst(burst, marks);
            burst.Add(hit);
        }
        MarkBurst(burst, marks);
    }

    /// <summary>Marks the hits between two silences if a program made them, and begins anew.</summary>
    private void MarkBurst(List<Footprint> burst, Dictionary<long, string> marks)
    {
        if (burst.Count >= settings.BotLinks)
        {
            var links = burst.Select(hit => hit.LinkId).Distinct().Count();
            var longest = Math.Min(LongestBurst, (long)links * settings.BotLinkMillis);
            if (links >= settings.BotLinks && burst[^1].At - burst[0].At <= longest)
            {
                foreach (var hit in burst) marks.TryAdd(hit.Seq, ManyLinks);
            }
        }
        burst.Clear();
    }
}
