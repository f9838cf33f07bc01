using Shortener.Tests.Support;
using Shortener.Values;

namespace Shortener.Tests.Values;

public sealed class HealthTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly StoppedClock _clock = new(Noon);

    [Test]
    public void A_trouble_told_again_keeps_its_beginning_and_takes_the_newer_words()
    {
        var health = new Health(_clock);

        health.Degraded("disk", "It is full.");
        _clock.Advance(TimeSpan.FromMinutes(1));
        health.Degraded("disk", "It is still full.");

        Assert.That(
            health.Troubles(),
            Is.EqualTo(new[] { new Trouble("disk", "It is still full.", Noon, StopsRedirects: false) }));
    }

    [Test]
    public void What_is_well_again_is_forgotten()
    {
        var health = new Health(_clock);

        health.Degraded("disk", "It is full.");
        health.Down("log", "It is gone.");
        health.Well("disk");
        health.Well("never told");

        Assert.That(health.Troubles().Select(t => t.Name), Is.EqualTo(new[] { "log" }));
    }
}
