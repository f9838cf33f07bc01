using System.Text.Json.Nodes;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Values;

namespace Shortener.Tests.Channels;

/// <summary>
/// The access log of a website, request by request through the door of a running program: its reports say
/// what the classifier says of the file.
/// </summary>
public sealed class AccessSampleTests(Engine engine) : OnApp(engine)
{
    private static readonly string[] Groupings =
    [
        "none", "channel", "app", "evidence", "inApp", "browser", "os", "device",
    ];

    protected override StoppedClock Clock { get; } = new(
        new DateTimeOffset(2015, 5, 17, 0, 0, 0, TimeSpan.Zero));

    // A website's pages load dozens of pictures at once, which on links only programs do. And the log knows
    // the addresses.
    protected override Dictionary<string, string>? Settings => new()
    {
        ["Shortener:Hits:BotLinks"] = "0",
        ["Shortener:Hits:BotHeadSeconds"] = "0",
        ["Shortener:Hits:NewTextsPerMinute"] = "0",
        ["Shortener:Web:Proxies:0"] = "127.0.0.1",
    };

    [Test]
    public async Task Ten_thousand_requests_are_counted_as_the_classifier_sees_them()
    {
        var sample = AccessSample.Read();
        Assert.That(
            sample.Requests, Has.Count.EqualTo(9_993),
            "10,000 but for 5 POST, 1 OPTIONS, and a line that is cut off");

        await Visit(sample);
        await Check(sample);
        await App.Get<Follower>().CatchUp();
        await App.Get<Follower>().SettleAll();
        await Check(sample);
        Print(sample);
    }

    private async Task Visit(AccessSample sample)
    {
        using var admin = App.Admin();
        for (var i = 1; i <= AccessSample.Links; i++)
        {
            await admin.PostJson("/api/v1/links", $$"""{"url":"https://shop.example/","slug":"l{{i}}"}""");
        }

        using var visitors = App.Anonymous();
        foreach (var request in sample.Requests)
        {
            // The log is in order but for a few seconds.
            if (request.Line.At > Clock.GetUtcNow()) Clock.Advance(request.Line.At - Clock.GetUtcNow());
            using var message = new HttpRequestMessage(
                new HttpMethod(request.Line.Method), $"/l{request.Link}");
            foreach (var (name, value) in request.Line.Headers)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
            message.Headers.TryAddWithoutValidation("X-Forwarded-For", $"{request.Line.Address}");
            using var answer = await visitors.SendAsync(message);
            Assert.That((int)answer.StatusCode, Is.EqualTo(302));
        }
    }

    private async Task Check(AccessSample sample)
    {
        foreach (var by in Groupings)
        {
            Assert.That(
                await Report($"groupBy={by}"), Is.EquivalentTo(AccessSample.Count(sample.Requests, by)), by);
        }
        foreach (var by in Groupings.Skip(1))
        {
            foreach (var word in sample.Requests.CountBy(r => AccessSample.Word(r, by)).OrderByDescending(w => w.Value).Take(3).Select(w => w.Key))
            {
                var some = sample.Requests.Where(r => AccessSample.Word(r, by) == word).ToList();
                var filter = $"{by}={Uri.EscapeDataString(word.Length == 0 ? "(unknown)" : word)}";
                Assert.That(
                    await Report($"groupBy=none&{filter}"), Is.EquivalentTo(AccessSample.Count(some, "none")),
                    filter);
                Assert.That(
                    await Report($"groupBy=device&{filter}"),
                    Is.EquivalentTo(AccessSample.Count(some, "device")), filter);
            }
        }
    }

    private async Task<Dictionary<string, HitCounts>> Report(string query)
    {
        using var admin = App.Admin();
        var rows = new Dictionary<string, HitCounts>();
        for (var cursor = ""; ;)
        {
            var page = await admin.GetJson($"/api/v1/analytics?interval=all&limit=200&{query}{cursor}");
            foreach (var row in page["rows"]!.AsArray()) rows[(string?)row!["key"] ?? ""] = CountsOf(row);
            if ((string?)page["nextCursor"] is not { } next) return rows;
            cursor = $"&cursor={next}";
        }
    }

    private static HitCounts CountsOf(JsonNode row) => new()
    {
        Clicks = (long)row["clicks"]!,
        UniqueClicks = (long)row["uniqueClicks"]!,
        QrScans = (long)row["qrScans"]!,
        Previews = (long)row["previews"]!,
        Bots = (long)row["bots"]!,
        Prefetches = (long)row["prefetches"]!,
    };

    // For a person to look at.
    private static void Print(AccessSample sample)
    {
        void Table(
            string title, IEnumerable<AccessSample.Request> requests,
            Func<AccessSample.Request, string?> word)
        {
            var counts = requests.CountBy(r => word(r) is { Length: > 0 } name ? name : "(unknown)");
            TestContext.Out.WriteLine($"{title}: " + string.Join(
                ", ", counts.OrderByDescending(c => c.Value).Take(40).Select(c => $"{c.Key} {c.Value}")));
        }
        var kinds = sample.Requests.ToLookup(r => r.Answer.Kind);
        Table("kind", sample.Requests, r => $"{r.Answer.Kind}");
        foreach (var by in Groupings.Skip(1))
        {
            Table($"clicks by {by}", kinds[HitKind.Click], r => AccessSample.Word(r, by));
        }
        Table(
            "clicks without a browser", kinds[HitKind.Click].Where(r => r.Answer.Client.Browser is null),
            r => r.Line.Headers.GetValueOrDefault("user-agent"));
        Table("previews by app", kinds[HitKind.Preview], r => r.Answer.Client.Bot);
        Table("bots by name", kinds[HitKind.Bot], r => r.Answer.Client.Bot);
    }
}
