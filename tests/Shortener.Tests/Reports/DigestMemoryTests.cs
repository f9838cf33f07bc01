using Shortener.Hits;
using Shortener.Reports;

namespace Shortener.Tests.Reports;

public sealed class DigestMemoryTests
{
    private const int Links = 500;
    private const int SharesOfLink = 400;

    private static readonly Block Month = Block.Of(2, Slots.Watch(1_800_000_000_000));

    /// <summary>
    /// At once they are in a dictionary of 108 bytes a share and in a list of 72, which double as they grow:
    /// more than twice 200,000 · 180 bytes. In portions there are some thousand of them, and what is written:
    /// 12 bytes a share, in an array that doubles (8 MB in all) and is copied (2.4 MB).
    /// </summary>
    [Test]
    public void A_digest_of_200000_shares_takes_a_third_of_the_memory_that_they_would_take_at_once()
    {
        Write(room: 1_000);

        var (atOnce, inPortions) = (Allocated(room: int.MaxValue), Allocated(room: 5_000));

        Assert.That(atOnce, Is.GreaterThan(72_000_000));
        Assert.That(inPortions, Is.LessThan(24_000_000));
    }

    [Test]
    public void A_digest_that_was_made_in_portions_is_the_same()
    {
        var (atOnce, inPortions) = (Write(room: int.MaxValue), Write(room: 5_000));

        Assert.That(inPortions.Head, Is.EqualTo(atOnce.Head));
        Assert.That(inPortions.Body, Is.EqualTo(atOnce.Body));
    }

    private static long Allocated(int room)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(room);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Digest Write(int room)
    {
        var portion = new LinkPortion(room);
        var hits = new SharingHits(portion);
        var digest = new HitDigestWriter(hits, Month);
        do
        {
            for (var n = 0; n < Links * SharesOfLink; n++)
            {
                // Tokens are some 40 bits long.
                var share = (long)(n / Links + 1) * 2_000_000_011;
                hits.Add(new ShareClicks(n % Links + 1, share, share, Kind: 0, Generation: 1, Clicks: 1, Unique: 1)
                {
                    Born = Month.First,
                    RootBorn = Month.First,
                });
            }
            portion.Close();
            digest.Add();
        }
        while (portion.Next());
        return digest.ToDigest();
    }
}
