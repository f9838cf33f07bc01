using FsCheck;
using FsCheck.Fluent;
using Shortener.Hits;
using Shortener.Reports;

namespace Shortener.Tests.Reports;

public sealed class PreviewFoldTests
{
    // Telegram's windows last a day, those of WhatsApp ten minutes, by network.
    private static readonly string[] Apps = ["Telegram", "WhatsApp"];

    [Test]
    public void In_its_first_window_a_block_alone_does_not_tell()
    {
        var fold = new PreviewFold(new Block(0, 0));

        Assert.That(fold.Take(Seen(minute: 9, "WhatsApp"))!.IsFirst, Is.False);
        Assert.That(fold.Take(Seen(minute: 19, "WhatsApp"))!.IsFirst, Is.True, "ten minutes without a preview");
        Assert.That(fold.Take(Seen(minute: 28, "WhatsApp")), Is.Null);
    }

    [Test]
    public void A_share_is_firm_when_its_window_ends_with_the_block()
    {
        var fold = new PreviewFold(new Block(0, 0));

        Assert.That(fold.IsFirm(fold.Take(Seen(minute: 230, "WhatsApp", network: 1))!), Is.True);
        Assert.That(fold.IsFirm(fold.Take(Seen(minute: 231, "WhatsApp", network: 2))!), Is.False);
    }

    [FsCheck.NUnit.Property]
    public Property Folding_by_blocks_finds_as_many_shares_as_folding_at_once(NonEmptyArray<ushort> gaps, bool isBusy)
    {
        var (minute, previews) = (0L, new List<PreviewSeen>());
        foreach (var gap in gaps.Get)
        {
            minute += gap % (isBusy ? 40 : 1_000);
            previews.Add(Seen(minute, Apps[gap / 1_000 % 2], network: gap / 2_000 % 2));
        }
        var (firm, left) = (0, new List<PreviewSeen>());
        foreach (var days in previews.GroupBy(preview => Block.Of(1, Slots.Watch(Millis(preview)))))
        {
            var watches = days.GroupBy(preview => Block.Of(0, Slots.Watch(Millis(preview))))
                .SelectMany(watch => Fold(watch.Key, watch, ref firm)).ToList();
            left.AddRange(Fold(days.Key, watches, ref firm));
        }
        return (firm + PreviewSeen.Shares(left).Count == PreviewSeen.Shares(previews).Count).ToProperty();
    }

    private static List<PreviewSeen> Fold(Block block, IEnumerable<PreviewSeen> previews, ref int firm)
    {
        var (fold, left) = (new PreviewFold(block), new List<PreviewSeen>());
        foreach (var preview in previews)
        {
            if (fold.Take(preview) is not { } seen) continue;
            if (fold.IsFirm(seen)) firm++;
            else left.Add(seen);
        }
        return left;
    }

    private static long Millis(PreviewSeen preview) => preview.At.ToUnixTimeMilliseconds();

    private static PreviewSeen Seen(long minute, string app, long network = 1) =>
        new(DateTimeOffset.UnixEpoch.AddMinutes(minute), 1, 0, null, app, "messaging", network);
}
