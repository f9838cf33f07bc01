using Shortener.Channels;

namespace Shortener.Tests.Channels;

/// <summary>The classifier against labelled requests of other projects; prints what it reaches.</summary>
public sealed class MeasuredTests
{
    private const int Few = 20;

    private static readonly Classifier Classifier = Classifier.Load();

    [TestCase("dev.jsonl")]
    [TestCase("headers_dev.jsonl")]
    public void Bots_previews_apps_browsers_and_systems_are_named_as_labelled(string file)
    {
        Score bot = new(), preview = new(), inApp = new(), browser = new(), os = new(), device = new();
        foreach (var request in Labelled.ReadShared(file))
        {
            var hit = Classifier.Classify(request.Visit);
            var isNobody = hit.Kind is HitKind.Bot or HitKind.Preview;
            if (request.Bot is { } isBot) bot.Add(isBot ? "bot" : null, isNobody ? "bot" : null);
            var isPerson = request.Bot is false;
            var namedByHeader = request.Visit.Signals.RequestedWith is not null;
            if (request.PreviewApp is not null || isPerson)
            {
                preview.Add(request.PreviewApp, hit.Kind is HitKind.Preview ? hit.Client.Bot : null);
            }
            if (request.InApp is not null || isPerson && !namedByHeader)
            {
                inApp.Add(request.InApp, hit.Client.InApp);
            }
            if (request.Browser is not null) browser.Add(request.Browser, hit.Client.Browser);
            if (request.Os is not null) os.Add(request.Os, hit.Client.Os);
            if (request.Device is not null) device.Add(request.Device, hit.Client.Device);
        }

        TestContext.Out.WriteLine($"""
            {file}
            bot                     {bot}
            preview app             {preview}
            in-app                  {inApp}
            browser, families > {Few}  {browser.Above(Few)}
            browser, all            {browser}
            os, families > {Few}       {os.Above(Few)}
            os, all                 {os}
            device                  {device}
            """);
        if (file is not "dev.jsonl") return;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bot.F1, Is.GreaterThanOrEqualTo(0.985), "bot");
            Assert.That(preview.F1, Is.GreaterThanOrEqualTo(0.99), "preview");
            Assert.That(inApp.F1, Is.GreaterThanOrEqualTo(0.97), "in-app");
            Assert.That(browser.Above(Few).F1, Is.GreaterThanOrEqualTo(0.97), "browser");
            Assert.That(os.Above(Few).F1, Is.GreaterThanOrEqualTo(0.98), "os");
        }
    }

    [Test]
    public void Referrers_are_given_the_channel_that_is_on_their_label()
    {
        var sites = Knowledge.Load(userRules: null).Sites;
        Score known = new(), all = new();
        foreach (var request in Labelled.ReadShared("dev.jsonl"))
        {
            if (request is not { Visit.Referrer: { } referrer, Channel: not null }) continue;
            var channel =
                Classifier.Classify(Agents.Visit(Agents.Safari) with { Referrer = referrer }).Origin.Channel;
            var isKnown = Hosts.PackageOf(referrer) is not null || sites.Find(referrer) is not null;
            all.Add(request.Channel, channel);
            if (isKnown) known.Add(request.Channel, channel);
        }

        TestContext.Out.WriteLine($"channel by referrer, hosts in the tables: {known}");
        TestContext.Out.WriteLine($"channel by referrer, all hosts:           {all}");
        Assert.That(known.F1, Is.GreaterThanOrEqualTo(0.98));
        Assert.That(all.F1, Is.GreaterThanOrEqualTo(0.85));
    }
}
