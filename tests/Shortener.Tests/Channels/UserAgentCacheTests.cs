using Shortener.Channels;

namespace Shortener.Tests.Channels;

public sealed class UserAgentCacheTests
{
    private static readonly UserAgentRules Rules = Knowledge.Load(userRules: null).UserAgents;

    [Test]
    public void What_was_read_once_is_not_read_again()
    {
        var cache = new UserAgentCache(Rules);

        Assert.That(cache.Read(Agents.Android), Is.SameAs(cache.Read(Agents.Android)));
    }

    [Test]
    public void A_flood_of_user_agents_takes_no_more_than_two_generations()
    {
        var cache = new UserAgentCache(Rules, capacity: 10);

        for (var i = 0; i < 1000; i++) cache.Read($"Mozilla/5.0 ({i})");

        Assert.That(cache.Count, Is.LessThanOrEqualTo(20));
    }

    [Test]
    public void Who_keeps_coming_stays_through_a_flood()
    {
        var cache = new UserAgentCache(Rules, capacity: 10);
        var regular = cache.Read(Agents.Android);

        for (var i = 0; i < 100; i++)
        {
            cache.Read($"Mozilla/5.0 ({i})");
            cache.Read(Agents.Android);
        }

        Assert.That(cache.Read(Agents.Android), Is.SameAs(regular));
    }

    [Test]
    public void Looking_up_a_known_user_agent_allocates_nothing()
    {
        var cache = new UserAgentCache(Rules);
        cache.Read(Agents.Android);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) cache.Read(Agents.Android);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
