using System.Net.Http.Json;
using System.Text.Json;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Redirect;

public sealed class RedirectTests(Engine engine) : OnBothEngines(engine)
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    private const string WhatsAppPreview = "WhatsApp/2.23.20.0 A";
    private const string Googlebot =
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private readonly StoppedClock _clock = new(Nine);
    private App? _app;

    private App App => _app ??= new App(Database, clock: _clock);

    private sealed record Row
    {
        public string Kind { get; init; } = "";
        public long Trigger { get; init; }
        public long IsUnique { get; init; }
        public long Reason { get; init; }
        public long LinkId { get; init; }
        public string? Referrer { get; init; }
        public string? Bot { get; init; }
        public string? UtmSource { get; init; }
        public string? Slug { get; init; }
        public string? Language { get; init; }
    }

    private const string Rows = """
        select
          case h.kind when 0 then 'click' when 1 then 'preview' when 2 then 'bot' else 'prefetch' end as kind,
          h.trigger, h.is_unique, h.reason, h.link_id, r.text as referrer, c.bot, u.utm_source, s.text as slug, g.text as language
        from hits h
        join clients c on c.id = h.client_id
        join utm_sets u on u.id = h.utm_id
        left join texts r on r.id = h.referrer_id
        left join texts s on s.id = h.slug_id
        left join texts g on g.id = h.language_id
        order by h.seq
        """;

    [TearDown]
    public async Task StopApp()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    [Test]
    public async Task A_click_goes_to_the_tagged_destination_and_is_in_the_log_before_its_answer()
    {
        await Make(new { url = "https://shop.example/spring", slug = "spring", utm_source = "newsletter" });

        var answer = await Get("/spring", Chrome);

        Assert.That((int)answer.StatusCode, Is.EqualTo(302));
        Assert.That(Location(answer), Is.EqualTo("https://shop.example/spring?utm_source=newsletter"));
        Assert.That(answer.Headers.CacheControl!.ToString(), Is.EqualTo("no-store, private"));
        var hit = (await Hits()).Single();
        Assert.That((hit.Kind, hit.IsUnique, hit.UtmSource), Is.EqualTo(("click", 1L, "newsletter")));
    }

    [TestCase(Chrome, "click", "")]
    [TestCase(Phone, "click", "")]
    [TestCase(WhatsAppPreview, "preview", "WhatsApp")]
    [TestCase(Googlebot, "bot", "Googlebot")]
    public async Task Everybody_is_sent_on_and_counted_as_what_they_are(
        string userAgent, string kind, string bot)
    {
        await Make(new { url = "https://shop.example/", slug = "spring" });

        var answer = await Get("/spring", userAgent);

        Assert.That((int)answer.StatusCode, Is.EqualTo(302));
        var hit = (await Hits()).Single();
        Assert.That((hit.Kind, hit.Bot), Is.EqualTo((kind, bot)));
    }

    [Test]
    public async Task Head_gets_the_same_answer_and_is_a_bot()
    {
        await Make(new { url = "https://shop.example/", slug = "spring" });

        var answer = await Get("/spring", Chrome, HttpMethod.Head);

        Assert.That(Location(answer), Is.EqualTo("https://shop.example/"));
        var hit = (await Hits()).Single();
        Assert.That((hit.Kind, hit.Bot), Is.EqualTo(("bot", "head")));
    }

    [Test]
    public async Task Other_methods_are_refused_and_not_logged()
    {
        await Make(new { url = "https://shop.example/", slug = "spring" });

        var answer = await Get("/spring", Chrome, HttpMethod.Post);

        Assert.That((int)answer.StatusCode, Is.EqualTo(405));
        Assert.That(answer.Content.Headers.Allow, Is.EquivalentTo(new[] { "GET", "HEAD" }));
        Assert.That(await Hits(), Is.Empty);
    }

    [Test]
    public async Task A_scan_is_marked_and_its_mark_does_not_travel_on()
    {
        await Make(new { url = "https://shop.example/?a=1", slug = "spring" });

        var answer = await Get("/spring?qr=poster&b=2", Phone);

        Assert.That(Location(answer), Is.EqualTo("https://shop.example/?a=1&b=2"));
        Assert.That((await Hits()).Single().Trigger, Is.EqualTo(1));
    }

    [Test]
    public async Task The_visitors_tags_give_way_to_the_links_and_the_hit_keeps_what_went_out()
    {
        await Make(new { url = "https://shop.example/?utm_source=page&utm_medium=page", slug = "spring", utm_source = "newsletter" });

        var answer = await Get("/spring?utm_source=visitor&utm_medium=visitor", Chrome);

        Assert.That(
            Location(answer), Is.EqualTo("https://shop.example/?utm_source=newsletter&utm_medium=visitor"));
        Assert.That((await Hits()).Single().UtmSource, Is.EqualTo("newsletter"));
    }

    [Test]
    public async Task The_same_visitor_is_unique_once_a_day()
    {
        await Make(new { url = "https://shop.example/", slug = "spring" });

        await Get("/spring", Chrome);
        await Get("/spring", Chrome);
        await Get("/spring", Phone);
        _clock.Advance(TimeSpan.FromDays(1));
        await Get("/spring", Chrome);

        Assert.That((await Hits()).Select(h => h.IsUnique), Is.EqualTo(new[] { 1L, 0, 1, 1 }));
    }

    [Test]
    public async Task An_unknown_slug_is_a_page_and_an_orphan_with_its_slug()
    {
        var answer = await Get("/sprnig", Chrome);

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/html"));
        var hit = (await Hits()).Single();
        Assert.That((hit.LinkId, hit.Reason, hit.Slug, hit.IsUnique), Is.EqualTo((0L, 1L, "sprnig", 0L)));
    }

    [TestCase("validSince", "2026-03-14T09:00:01Z", 404, 3)]
    [TestCase("validUntil", "2026-03-14T09:00:00Z", 410, 4)]
    public async Task A_link_works_from_its_first_moment_to_before_its_last(
        string field, string at, int status, long reason)
    {
        await Make(new Dictionary<string, object> { ["url"] = "https://shop.example/", ["slug"] = "spring", [field] = at });

        Assert.That((int)(await Get("/spring", Chrome)).StatusCode, Is.EqualTo(status));
        Assert.That((await Hits()).Single().Reason, Is.EqualTo(reason));
    }

    [Test]
    public async Task A_link_that_is_over_sends_to_its_own_page_where_it_has_one()
    {
        await Make(new { url = "https://shop.example/", slug = "spring", enabled = false, expiredUrl = "https://shop.example/over" });

        var answer = await Get("/spring", Chrome);

        Assert.That(
            ((int)answer.StatusCode, Location(answer)), Is.EqualTo((302, "https://shop.example/over")));
        Assert.That((await Hits()).Single().Reason, Is.EqualTo(6));
    }

    [Test]
    public async Task The_last_place_is_given_once_however_many_ask_for_it()
    {
        await Make(new { url = "https://shop.example/", slug = "spring", maxClicks = 5 });
        await Get("/spring", Googlebot);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Get("/spring", Chrome)));

        Assert.That(answers.Count(a => (int)a.StatusCode == 302), Is.EqualTo(5));
        Assert.That(answers.Count(a => (int)a.StatusCode == 410), Is.EqualTo(35));
        var hits = await Hits();
        Assert.That(
            (hits.Count(h => h is { Kind: "click", Reason: 0 }), hits.Count(h => h.Reason == 5)),
            Is.EqualTo((5, 35)));
    }

    [Test]
    public async Task After_a_restart_the_places_taken_are_still_taken()
    {
        await Make(new { url = "https://shop.example/", slug = "spring", maxClicks = 2 });
        await Get("/spring", Chrome);
        await _app!.DisposeAsync();
        _app = null;

        var statuses = new[] { (int)(await Get("/spring", Chrome)).StatusCode, (int)(await Get("/spring", Chrome)).StatusCode };

        Assert.That(statuses, Is.EqualTo(new[] { 302, 410 }));
    }

    [Test]
    public async Task A_change_is_seen_by_the_next_redirect()
    {
        var id = await Make(new { url = "https://shop.example/", slug = "spring" });
        await Get("/spring", Chrome);

        using var admin = App.Admin();
        await admin.PatchAsJsonAsync($"/api/v1/links/{id}", new { url = "https://shop.example/summer" });

        Assert.That(Location(await Get("/spring", Chrome)), Is.EqualTo("https://shop.example/summer"));
    }

    [Test]
    public async Task A_slug_that_was_unknown_works_as_soon_as_it_is_made()
    {
        await Get("/spring", Chrome);
        await Make(new { url = "https://shop.example/", slug = "spring" });

        Assert.That((int)(await Get("/spring", Chrome)).StatusCode, Is.EqualTo(302));
    }

    [Test]
    public async Task A_deleted_link_is_gone_for_ever()
    {
        var id = await Make(new { url = "https://shop.example/", slug = "spring" });
        using var admin = App.Admin();
        await admin.DeleteAsync($"/api/v1/links/{id}");

        Assert.That((int)(await Get("/spring", Chrome)).StatusCode, Is.EqualTo(410));
        Assert.That((await Hits()).Single().Reason, Is.EqualTo(7));
    }

    [TestCase("/Zürich", "/Z%C3%BCrich")]
    [TestCase("/Zürich", "/Zu%CC%88rich")]
    [TestCase("/Zürich", "/z%C3%BCRICH")]
    public async Task Letters_beyond_ascii_work_composed_decomposed_and_in_any_case(string slug, string path)
    {
        await Make(new { url = "https://shop.example/", slug = slug[1..] });

        Assert.That((int)(await Get(path, Chrome)).StatusCode, Is.EqualTo(302));
    }

    [Test]
    public async Task A_referer_is_kept_as_its_host_and_our_own_as_none()
    {
        await Make(new { url = "https://shop.example/", slug = "spring" });

        await Get("/spring", Chrome, referer: "https://News.Example.org:8443/secret/page?user=7");
        await Get("/spring", Chrome, referer: App.ClientOptions.BaseAddress + "other");

        Assert.That((await Hits()).Select(h => h.Referrer), Is.EqualTo(new[] { "news.example.org", null }));
    }

    [Test]
    public async Task A_permanent_link_may_be_cached_and_others_may_not()
    {
        await Make(new { url = "https://shop.example/", slug = "spring", status = 308 });

        var answer = await Get("/spring", Chrome);

        Assert.That((int)answer.StatusCode, Is.EqualTo(308));
        Assert.That(answer.Headers.CacheControl, Is.Null);
    }

    [Test]
    public async Task With_domains_the_host_picks_the_link_and_an_unknown_host_is_an_orphan()
    {
        _app = new App(
            Database, new() { ["Shortener:Domains:0"] = "go.example", ["Shortener:Domains:1"] = "b.example" },
            _clock);
        await Make(new { url = "https://shop.example/a", slug = "spring" });
        await Make(new { url = "https://shop.example/b", slug = "spring", domain = "b.example" });

        Assert.That(
            Location(await Get("/spring", Chrome, host: "go.example")), Is.EqualTo("https://shop.example/a"));
        Assert.That(
            Location(await Get("/spring", Chrome, host: "B.example")), Is.EqualTo("https://shop.example/b"));
        Assert.That((int)(await Get("/spring", Chrome, host: "evil.example")).StatusCode, Is.EqualTo(404));
        Assert.That((await Hits()).Select(h => h.Reason), Is.EqualTo(new[] { 0L, 0, 2 }));
    }

    [Test]
    public async Task Our_own_networks_are_bots()
    {
        _app = new App(
            Database,
            new() { ["Shortener:IgnoreNetworks:0"] = "127.0.0.0/8", ["Shortener:IgnoreNetworks:1"] = "::1" },
            _clock);
        await Make(new { url = "https://shop.example/", slug = "spring" });

        await Get("/spring", Chrome);

        var hit = (await Hits()).Single();
        Assert.That((hit.Kind, hit.Bot), Is.EqualTo(("bot", "own")));
    }

    [Test]
    public async Task A_plus_shows_where_a_link_leads_and_is_no_hit()
    {
        await Make(new { url = "https://shop.example/?a=1&b=<script>", slug = "spring", title = "Spring & <b>summer</b>", utm_source = "newsletter" });

        var answer = await Get("/spring+", Chrome);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That(
            page,
            Does.Contain("This link leads to shop.example").And.Contain("utm_source=newsletter").And
                .Contain("Spring &amp; &lt;b&gt;"));
        Assert.That(page, Does.Not.Contain("<script>"));
        Assert.That(await Hits(), Is.Empty);
    }

    [TestCase("/nothing+", 404)]
    [TestCase("/over+", 410)]
    public async Task Looking_ahead_at_a_link_that_leads_nowhere_says_so(string path, int status)
    {
        await Make(new { url = "https://shop.example/", slug = "over", enabled = false });

        Assert.That((int)(await Get(path, Chrome)).StatusCode, Is.EqualTo(status));
    }

    [TestCase("/%00")]
    [TestCase("/%FF%FE")]
    [TestCase("/%zz")]
    [TestCase("/%ED%A0%80")]
    [TestCase("/a?%FF=%zz&&=&qr&utm_source=%00%FF")]
    [TestCase("/%E2%80%AE")]
    public async Task Rubbish_in_the_address_is_a_refusal_and_never_an_error(string path)
    {
        var answer = await Get(path, "\u0001rubbish");

        Assert.That((int)answer.StatusCode, Is.EqualTo(404).Or.EqualTo(400));
    }

    private async Task<long> Make<T>(T link)
    {
        using var admin = App.Admin();
        var made = await admin.PostAsJsonAsync("/api/v1/links", link);
        var text = await made.Content.ReadAsStringAsync();
        Assert.That((int)made.StatusCode, Is.EqualTo(201), text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetInt64();
    }

    private async Task<HttpResponseMessage> Get(
        string path, string userAgent, HttpMethod? method = null, string? referer = null, string? host = null)
    {
        using var client = App.Anonymous();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        request.Headers.TryAddWithoutValidation("Accept-Language", "de-AT,de;q=0.9");
        if (referer is not null) request.Headers.TryAddWithoutValidation("Referer", referer);
        if (host is not null) request.Headers.Host = host;
        return await client.SendAsync(request);
    }

    private static string? Location(HttpResponseMessage answer) => answer.Headers.Location?.OriginalString;

    private Task<List<Row>> Hits() => Db.List<Row>(Rows);
}
