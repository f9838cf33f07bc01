using System.Net;
using Shortener.Hits;
using Shortener.Ops;
using Shortener.Storage;
using Shortener.Tests.Faults;
using Shortener.Tests.Support;
using Shortener.Values;

namespace Shortener.Tests.Ops;

public sealed class HealthEndpointsTests(Engine engine) : OnBothEngines(engine)
{
    [Test]
    public async Task All_is_well()
    {
        await using var app = new App(Database);

        var answer = await app.Anonymous().GetJson("/health/ready");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Body!.ToJsonString(), Is.EqualTo("""{"status":"ok","reasons":[]}"""));
    }

    [Test]
    public async Task What_is_wrong_is_named_while_redirects_are_answered()
    {
        await using var app = new App(Database);

        app.Get<Health>().Degraded("disk", "The disk is full.");
        var answer = await app.Anonymous().GetJson("/health/ready");

        Assert.That((answer.Status, (string?)answer["status"]), Is.EqualTo((HttpStatusCode.OK, "degraded")));
        Assert.That((string?)answer["reasons"]![0]!["detail"], Is.EqualTo("The disk is full."));
    }

    [Test]
    public async Task Only_when_redirects_are_not_answered_it_is_a_503()
    {
        // Nobody takes from this queue, and nobody rescues what waits in it.
        var queue = new HitQueue(new HitSettings { DeadlineMillis = 1 });
        var health = new Health(TimeProvider.System);
        async Task<(int?, string)> Ready()
        {
            var answer = await HealthEndpoints.Ready(health, Db, queue, default);
            return (answer.StatusCode, answer.Value!.Status);
        }

        _ = queue.Offer(new HitBuilder().Click(1, DateTimeOffset.UnixEpoch));
        var atOnce = await Ready();
        Assert.That(
            await Wait.Until(async () => await Ready() == (503, "down")), "a redirect waits for seconds");
        Answers.Send(queue.Take());
        var afterwards = await Ready();

        Assert.That((atOnce, afterwards), Is.EqualTo(((200, "ok"), (200, "ok"))));
    }

    [Test]
    public async Task A_process_whose_redirects_are_not_answered_is_alive_and_not_ready()
    {
        await using var app = new App(Database);

        app.Get<Health>().Down("log", "Nothing can be answered.");
        var ready = await app.Anonymous().GetJson("/health/ready");
        var live = await app.Anonymous().GetJson("/health/live");

        Assert.That(
            (ready.Status, (string?)ready["status"], live.Status),
            Is.EqualTo((HttpStatusCode.ServiceUnavailable, "down", HttpStatusCode.OK)));
    }
}
