using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Audiences;

/// <summary>A world of hundreds of links, with mail scanners, on either engine.</summary>
public sealed class HttpDoorOnBothEnginesTests(Engine engine) : OnBothEngines(engine)
{
    [Test]
    public Task The_reports_say_what_was_played() => HttpDoorTests.Play(
        Worlds.Judging.Single(world => world.Name.StartsWith("Slack and Teams", StringComparison.Ordinal)) with
        {
            Seed = 4_204,
            Links = 200,
            Clicks = 1_000,
            ThroughShareLinks = 0.5,
        }, Database);
}
