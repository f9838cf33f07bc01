using System.Net;
using Shortener.Storage;
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
        await using var app = new App(Database);

        app.Get<Health>().Down("log", "Nothing can be answered.");
        var ready = await app.Anonymous().GetJson("/health/ready");
        var live = await app.Anonymous().GetJson("/health/live");

        Assert.That((ready.Status, live.Status), Is.EqualTo((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK)));
    }
}
