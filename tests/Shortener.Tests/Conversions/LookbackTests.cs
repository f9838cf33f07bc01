using Shortener.Conversions;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

/// <summary>How far back touches count, event by event.</summary>
public sealed class LookbackTests(Engine engine) : OnApp(engine)
{
    protected override Dictionary<string, string> Settings => new()
    {
        ["Shortener:Conversions:LookbackDays"] = "20",
        ["Shortener:Conversions:EventLookbackDays"] = "signup=7, purchase=90,a=b=1,pre\u0301inscription=3,r\u00e9servation=4",
    };

    protected override StoppedClock? Clock { get; } = new(new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));

    [TestCase("lead", """{"event":"signup","clickId":"x"}""", 7)]
    [TestCase("lead", """{"event":"demo","clickId":"x"}""", 20)]
    [TestCase("lead", """{"event":"a=b","clickId":"x"}""", 1)]
    [TestCase("lead", """{"event":"signup","clickId":"x","lookbackDays":365}""", 365)]
    // An accent of its own or one with its letter: the same event, whichever way settings and sites write it.
    [TestCase("lead", """{"event":"pr\u00e9inscription","clickId":"x"}""", 3)]
    [TestCase("lead", """{"event":"pre\u0301inscription","clickId":"x"}""", 3)]
    [TestCase("sale", """{"invoiceId":"1","amount":1,"currency":"EUR","event":"re\u0301servation"}""", 4)]
    [TestCase("sale", """{"invoiceId":"1","amount":1,"currency":"EUR"}""", 90)]
    [TestCase("sale", """{"invoiceId":"1","amount":1,"currency":"EUR","event":"subscription"}""", 20)]
    public async Task Each_event_has_its_own(string kind, string told, int days)
    {
        await new Site(App).Told(kind, told);

        Assert.That(await Db.Find<int>("select lookback_days from conversions"), Is.EqualTo(days));
    }

    [Test]
    public async Task A_refund_has_that_of_its_sale()
    {
        var site = new Site(App);
        await site.Told("refund", """{"invoiceId":"1"}""");
        await site.Told("sale", """{"invoiceId":"1","amount":1,"currency":"EUR"}""");

        Assert.That(
            await Db.List<int>("select lookback_days from conversions"), Is.EqualTo(new[] { 90, 90 }));
    }

    [TestCase("signup")]
    [TestCase("signup=0")]
    [TestCase("signup=366")]
    [TestCase("=7")]
    [TestCase("signup=soon")]
    public void What_is_no_event_and_days_ends_the_start(string own) => Assert.That(
        new ConversionSettings { EventLookbackDays = [own] }.Problems(),
        Is.EqualTo(new[] { $"Shortener:Conversions:EventLookbackDays has '{own}'; it must be an event and 1 to 365 days, such as signup=7." }));
}
