using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

public sealed class ClickIdTests(Engine engine) : OnApp(engine)
{
    private const string Bot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    [Test]
    public async Task A_click_takes_an_id_along_whose_hash_lies_beside_its_hit()
    {
        var site = new Site(App);
        await site.Link("spring", "https://shop.example/a?b=1#c");

        var url = await site.Follow("spring");

        Assert.That(url, Does.Match("^https://shop\\.example/a\\?b=1&sc_id=[0-9A-Za-z]{22}#c$"));
        var hash = App.Get<ClickIds>().HashOf(Site.IdIn(url));
        Assert.That(
            await Db.List<long>(
                "select h.link_id from click_ids k join hits h on h.seq = k.seq where k.hash = @Hash",
                new { Hash = hash }),
            Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task Every_click_has_an_id_of_its_own_that_leads_to_its_own_hit()
    {
        var site = new Site(App);
        await site.Link("spring");
        await site.Link("summer");

        var ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => (
            Slug: i % 2 == 0 ? "spring" : "summer", Id: await site.Click(i % 2 == 0 ? "spring" : "summer"))));

        var slugs = new List<string>();
        foreach (var (_, id) in ids)
        {
            slugs.Add((await Db.Find<string>(
                "select l.slug from click_ids k join hits h on h.seq = k.seq join links l on l.id = h.link_id where k.hash = @Hash",
                new { Hash = App.Get<ClickIds>().HashOf(id) }))!);
        }
        Assert.That(ids.Select(i => i.Id), Is.Unique);
        Assert.That(slugs, Is.EqualTo(ids.Select(i => i.Slug)));
    }

    [TestCase("""{"url":"https://shop.example/","slug":"s"}""", Site.Browser)]
    [TestCase("""{"url":"https://shop.example/","slug":"s","trackConversions":false}""", Site.Browser)]
    [TestCase("""{"url":"https://shop.example/","slug":"s","trackConversions":true,"status":301}""", Site.Browser)]
    [TestCase("""{"url":"https://shop.example/","slug":"s","trackConversions":true,"status":308}""", Site.Browser)]
    [TestCase("""{"url":"https://shop.example/","slug":"s","trackConversions":true}""", Bot)]
    [TestCase("""{"url":"https://shop.example/","slug":"s","trackConversions":true}""", "WhatsApp/2.25.30.75 A")]
    public async Task No_id_goes_out_to_bots_through_permanent_redirects_or_where_nobody_asked_for_it(
        string link, string userAgent)
    {
        var site = new Site(App);
        await site.Admin.PostJson("/api/v1/links", link);

        Assert.That(await site.Follow("s", userAgent), Is.EqualTo("https://shop.example/"));
        Assert.That(await Db.Find<long>("select count(*) from click_ids"), Is.Zero);
    }

    // 62 ms × 2²⁴ are twelve days: that noon lies in the first third of some, and the moments do not begin
    // anew.
    [Test]
    public void Hashes_of_later_ids_come_later_and_those_of_one_moment_differ()
    {
        var clock = new StoppedClock(new DateTimeOffset(2026, 3, 17, 12, 0, 0, TimeSpan.Zero));
        var ids = new ClickIds(App.Get<SecretStore>(), clock);
        var (first, second) = (ids.Draw(), ids.Draw());
        clock.Advance(TimeSpan.FromMilliseconds(125));
        var third = ids.Draw();

        Assert.That(first.Text, Is.Not.EqualTo(second.Text));
        Assert.That(first.Hash, Is.Not.EqualTo(second.Hash));
        Assert.That((ulong)third.Hash, Is.GreaterThan((ulong)first.Hash).And.GreaterThan((ulong)second.Hash));
        Assert.That(
            (ulong)third.Hash - (ulong)first.Hash, Is.LessThan(4UL << 40),
            "125 ms are two or three moments of 62");
        Assert.That(ids.HashOf(third.Text), Is.EqualTo(third.Hash));
    }

    [TestCase("")]
    [TestCase("zzzzzzzzzzzzzzzzzzzzzz")]
    [TestCase("0000000000-00000000000")]
    [TestCase("äöüäöüäöüäöüäöüäöüäöüä")]
    public void Any_strangers_id_has_a_hash(string id) =>
        Assert.That(App.Get<ClickIds>().HashOf(id), Is.Not.Zero);

    [TestCase("spring?sc_id=forged")]
    [TestCase("spring?sc%5Fid=forged&a=1")]
    [TestCase("spring?sc_id=forged&sc_id=again")]
    public async Task An_id_that_a_visitor_brings_along_never_goes_on(string target)
    {
        var site = new Site(App);
        await site.Link("spring");

        var url = await site.Follow(target);

        Assert.That(url, Does.Not.Contain("forged").And.Not.Contain("again"));
        Assert.That(Site.IdIn(url), Has.Length.EqualTo(22));
    }

    [Test]
    public async Task What_a_link_does_can_be_changed_and_is_shown()
    {
        var site = new Site(App);
        var id = await site.Link("spring");

        Assert.That((bool?)(await site.Admin.GetJson($"/api/v1/links/{id}"))["trackConversions"], Is.True);
        await site.Admin.PatchJson($"/api/v1/links/{id}", """{"trackConversions":false}""");
        Assert.That(await site.Follow("spring"), Is.EqualTo("https://shop.example/"));
    }

    [Test]
    public async Task A_spilled_click_keeps_the_hash_of_its_id()
    {
        var hit = new HitBuilder().Click(1, DateTimeOffset.UnixEpoch);
        hit.Click = 4711;

        var again = SpilledHit.Parse(SpilledHit.Of(hit, after: 0).ToLine())!
            .ToHit(new Dictionaries(new HitSettings()));
        using var store = new HitStore(
            Db, new HitSettings(), new VisitorDays(TimeZoneInfo.Utc),
            new StoppedClock(DateTimeOffset.UnixEpoch));
        store.AppendMissing([new HitBuilder().Click(1, DateTimeOffset.UnixEpoch, uid: 99), again], 0);

        Assert.That(
            await Db.List<long>(
                "select k.hash from click_ids k join hits h on h.seq = k.seq where h.uid = @Uid",
                new { hit.Uid }),
            Is.EqualTo(new[] { 4711L }));
    }

    [Test]
    public async Task A_click_id_goes_with_its_hit() =>
        Assert.That(await IdsAfterRetention(), Is.EqualTo(new[] { 3L, 4 }));

    [Test]
    public async Task A_click_id_stays_where_its_click_is_part_of_a_journey()
    {
        await Db.Run("""
            insert into touches (seq, at, trigger, link_id, referrer_id, language_id, place_id, utm_id, client_id, origin_id, share_id, generation, advocate_id)
            values (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            """);

        Assert.That(await IdsAfterRetention(), Is.EqualTo(new[] { 1L, 3, 4 }));
    }

    /// <summary>
    /// Clicks of 1, 20 and 30 May with the ids 1, 3 and 4, and what is left of those when hits are kept from
    /// 12 May on.
    /// </summary>
    private async Task<List<long>> IdsAfterRetention()
    {
        var clock = new StoppedClock(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var hits = new HitBuilder();
        Hit Tracked(int day, long click, HitKind kind = HitKind.Click)
        {
            var hit = hits.Click(1, new DateTimeOffset(2026, 5, day, 9, 0, 0, TimeSpan.Zero), kind: kind);
            hit.Click = click;
            return hit;
        }
        using (var store = new HitStore(Db, new HitSettings(), new VisitorDays(TimeZoneInfo.Utc), clock))
        {
            store.Append([Tracked(1, 1), Tracked(2, 0, HitKind.Bot)]);
            clock.Advance(TimeSpan.FromDays(19));
            store.Append([Tracked(20, 3)]);
            clock.Advance(TimeSpan.FromDays(12));
            store.Append([Tracked(30, 4)]);
        }
        await App.Get<Follower>().CatchUp();
        await App.Get<Follower>().SettleAll();

        await new RetentionJob(Db, App.Get<Follower>(), new RetentionSettings { KeepDays = 20 }, clock).Run();

        return await Db.List<long>("select hash from click_ids order by seq");
    }
}
