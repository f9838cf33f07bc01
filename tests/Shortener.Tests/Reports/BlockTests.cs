using Shortener.Hits;
using Shortener.Reports;

namespace Shortener.Tests.Reports;

public sealed class BlockTests
{
    [Test]
    public void A_block_is_eight_of_the_level_below()
    {
        var block = Block.Of(2, 200);

        Assert.That((block.First, block.End), Is.EqualTo((192L, 256L)));
        Assert.That(Block.Of(1, block.First).First, Is.EqualTo(block.First));
        Assert.That(Block.Of(1, block.End - 1).End, Is.EqualTo(block.End));
    }

    [Test]
    public void Before_1970_a_watch_lies_in_a_block_too()
    {
        Assert.That(Block.Of(1, -1), Is.EqualTo(new Block(1, -1)));
        Assert.That(Block.Of(1, -1).Holds(-8), Is.True);
    }

    [Test]
    public void The_largest_block_is_some_85_days_long()
    {
        var block = new Block(Block.Levels - 1, 0);

        Assert.That((block.Until - block.From) / Slots.DayMillis, Is.EqualTo(85));
    }

    [Test]
    public void What_blocks_leave_of_a_period_is_read_as_it_is()
    {
        var watch = Slots.WatchMillis;

        var cover = DigestCover.Of(watch / 2, 5 * watch, [new Block(0, 3), new Block(0, 1)]);

        Assert.That(cover.Blocks, Is.EqualTo(new[] { new Block(0, 1), new Block(0, 3) }));
        Assert.That(
            cover.Rest, Is.EqualTo(new[] { (watch / 2, watch), (2 * watch, 3 * watch), (4 * watch, 5 * watch) }));
    }
}
