using Shortener.Tests.Support;
using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class MinuteLimitTests
{
    private readonly StoppedClock _clock = new(new DateTimeOffset(2026, 3, 14, 12, 0, 15, TimeSpan.Zero));

    [Test]
    public void The_limit_can_be_taken_and_no_more()
    {
        var limit = new MinuteLimit(2, _clock);

        Assert.That(
            new[] { limit.Take(1), limit.IsReached(1), limit.Take(1), limit.IsReached(1), limit.Take(1) },
            Is.EqualTo(new[] { true, false, true, true, false }));
    }

    [Test]
    public void Each_key_has_its_own()
    {
        var limit = new MinuteLimit(1, _clock);
        limit.Take(1);

        Assert.That((limit.Take(2), limit.Take(1)), Is.EqualTo((true, false)));
    }

    [Test]
    public void The_next_minute_begins_anew()
    {
        var limit = new MinuteLimit(1, _clock);
        limit.Take(1);

        Assert.That(limit.SecondsLeft(), Is.EqualTo(45));
        _clock.Advance(TimeSpan.FromSeconds(45));
        Assert.That((limit.IsReached(1), limit.Take(1)), Is.EqualTo((false, true)));
    }

    [Test]
    public void Zero_is_off()
    {
        var limit = new MinuteLimit(0, _clock);

        Assert.That(Enumerable.Range(0, 100).All(_ => limit.Take(1)) && !limit.IsReached(1));
    }

    [Test]
    public void Beyond_ten_thousand_keys_the_others_share_one_count()
    {
        var limit = new MinuteLimit(1, _clock);
        for (var key = 0; key < 10_000; key++) limit.Take(key);

        Assert.That(
            (limit.Take(20_000), limit.Take(30_000), limit.Take(5)), Is.EqualTo((true, false, false)));
    }
}
