using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>The shares minted in a block, counted: of all links together in the head, by link in the body.</summary>
/// <remarks>
/// The pairs of channel and app. Head: how many shares of each pair and generation; for each UTC day of
/// parents, how many days it lies before the block's last, how many cycles took so many seconds. Body: the
/// same link by link, each behind its length, cycles one by one. Lists stand behind their length; links and
/// seconds are distances from the one before. In blocks longer than a watch all days of parents are as one:
/// these are read only when all of them have had their window.
/// </remarks>
internal static class MintDigest
{
    /// <summary>Another number for each way of writing.</summary>
    public const int Form = 2;

    /// <summary>Whether cycles can be read from a block's digest.</summary>
    /// <param name="closedDay">Parents of this UTC day and later are too young to have cycles.</param>
    public static bool MayCount(Block block, int closedDay) => block.Level == 0 || LastDay(block) < closedDay;

    /// <summary>Adds a head to what a report counts.</summary>
    /// <param name="closedDay">As for <see cref="MayCount"/>.</param>
    public static void ReadHead(ReadOnlySpan<byte> written, Block block, int closedDay, MintCounts counts)
    {
        var bytes = new PackedReader(written);
        var kinds = counts.Kinds.Read(ref bytes);
        for (var left = bytes.Next(); left > 0; left--)
        {
            counts.Add(kinds[bytes.Next()], bytes.Next(), bytes.Next());
        }
        while (!bytes.IsOver)
        {
            var isClosed = LastDay(block) - bytes.Next() < closedDay;
            var lengths = bytes.NextPart();
            for (var seconds = 0L; isClosed && !lengths.IsOver;)
            {
                seconds += lengths.Next();
                counts.AddCycles(seconds, (int)lengths.Next());
            }
        }
    }

    /// <summary>Adds a body to others.</summary>
    public static void ReadBody(ReadOnlySpan<byte> written, Block block, MintedShares minted)
    {
        var bytes = new PackedReader(written);
        var kinds = minted.Kinds.Read(ref bytes);
        var link = 0L;
        while (!bytes.IsOver)
        {
            link += bytes.Next();
            var ofLink = bytes.NextPart();
            if (!minted.Counts(link)) continue;
            for (var left = ofLink.Next(); left > 0; left--)
            {
                minted.Add(link, kinds[ofLink.Next()], ofLink.Next(), ofLink.Next());
            }
            while (!ofLink.IsOver)
            {
                var (day, seconds) = (LastDay(block) - (int)ofLink.Next(), 0);
                for (var left = ofLink.Next(); left > 0; left--)
                {
                    seconds += (int)ofLink.Next();
                    minted.AddCycle(link, day, seconds);
                }
            }
        }
    }

    /// <summary>The UTC day in which a block ends.</summary>
    public static int LastDay(Block block) => Slots.Day(block.Until - 1);
}
