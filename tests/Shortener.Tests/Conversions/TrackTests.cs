using System.Net;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

public sealed class TrackTests(Engine engine) : OnApp(engine)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private const string Sale = """{"clickId":"x","amount":1999,"currency":"EUR","invoiceId":"A-1","occurredAt":"2026-03-14T11:00:00Z"}""";

    protected override StoppedClock? Clock { get; } = new(Noon);

    [Test]
    public async Task A_sale_is_created_once_and_the_same_again_is_answered_as_known()
    {
        var site = new Site(App);

        var first = await site.Tell("sale", Sale);
        var again = await site.Tell("sale", Sale);

        Assert.That((first.Status, again.Status), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK)));
        Assert.That(again.Body!.ToJsonString(), Is.EqualTo(first.Body!.ToJsonString()));
        Assert.That(await Db.Find<long>("select count(*) from conversions"), Is.EqualTo(1));
    }

    [TestCase("""{"clickId":"x","amount":2000,"currency":"EUR","invoiceId":"A-1"}""")]
    [TestCase("""{"clickId":"x","amount":1999,"currency":"USD","invoiceId":"A-1"}""")]
    [TestCase("""{"clickId":"y","amount":1999,"currency":"EUR","invoiceId":"A-1"}""")]
    [TestCase("""{"clickId":"x","customerId":"c","amount":1999,"currency":"EUR","invoiceId":"A-1"}""")]
    [TestCase("""{"clickId":"x","event":"renewal","amount":1999,"currency":"EUR","invoiceId":"A-1"}""")]
    [TestCase("""{"clickId":"x","amount":1999,"currency":"EUR","invoiceId":"A-1","occurredAt":"2026-03-14T11:00:01Z"}""")]
    public async Task The_same_invoice_with_other_values_is_a_conflict_and_changes_nothing(string other)
    {
        var site = new Site(App);
        await site.Told("sale", Sale);

        var answer = await site.Tell("sale", other);

        Assert.That((answer.Status, answer.Error("invoiceId")), Is.EqualTo((
            HttpStatusCode.Conflict,
            "was told before, with other values; the first ones count. Take another id for another event")));
        Assert.That(await Db.Find<long>("select sum(amount) from conversions"), Is.EqualTo(1999));
    }

    [Test]
    public async Task A_sale_without_a_time_may_be_sent_again_without_one()
    {
        var site = new Site(App);
        const string sale = """{"amount":5,"currency":"EUR","invoiceId":"A-2"}""";
        await site.Told("sale", sale);
        Clock!.Advance(TimeSpan.FromMinutes(1));

        Assert.That((await site.Tell("sale", sale)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_lead_is_known_by_its_id_and_without_one_each_counts()
    {
        var site = new Site(App);
        foreach (var lead in new[] { """{"event":"signup","eventId":"1"}""", """{"event":"signup","eventId":"1"}""", """{"event":"signup"}""", """{"event":"signup"}""" })
        {
            await site.Told("lead", lead);
        }

        Assert.That(await Db.Find<long>("select count(*) from conversions where kind = 0"), Is.EqualTo(3));
    }

    [Test]
    public async Task Of_ten_thousand_sends_of_one_sale_at_once_one_counts()
    {
        var client = App.Admin();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var statuses = new List<HttpStatusCode>();
            for (var i = 0; i < 200; i++)
            {
                statuses.Add((await client.PostJson("/api/v1/track/sale", Sale)).Status);
            }
            return statuses;
        }));

        Assert.That(answers.SelectMany(a => a).Count(s => s is HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.SelectMany(a => a).Count(s => s is HttpStatusCode.OK), Is.EqualTo(9_999));
        Assert.That(await Db.Find<long>("select count(*) from conversions"), Is.EqualTo(1));
    }

    [TestCase("sale", """{"amount":-1,"currency":"EUR","invoiceId":"1"}""", "amount", "must not be negative: a sale that was paid back is a refund (POST /api/v1/track/refund)")]
    [TestCase("sale", """{"amount":1000000000001,"currency":"EUR","invoiceId":"1"}""", "amount", "is more than 1000000000000; is it in minor units (cents)?")]
    [TestCase("sale", """{"amount":1,"currency":"EURO","invoiceId":"1"}""", "currency", "'EURO' is no currency of ISO 4217, such as EUR")]
    [TestCase("sale", """{"amount":1,"currency":"","invoiceId":"1"}""", "currency", "'' is no currency of ISO 4217, such as EUR")]
    [TestCase("sale", """{"amount":1,"currency":"EUR","invoiceId":""}""", "invoiceId", "must not be empty")]
    [TestCase("sale", """{"amount":1,"currency":"EUR","invoiceId":"a\nb"}""", "invoiceId", "is one line, without control characters")]
    [TestCase("sale", """{"amount":1,"currency":"EUR","invoiceId":"1","lookbackDays":366}""", "lookbackDays", "must be 1 to 365")]
    [TestCase("sale", """{"amount":1,"currency":"EUR","invoiceId":"1","lookbackDays":0}""", "lookbackDays", "must be 1 to 365")]
    [TestCase("sale", """{"amount":1,"currency":"EUR","invoiceId":"1","occurredAt":"2026-03-14T12:05:01Z"}""", "occurredAt", "lies in the future: it is 2026-03-14T12:00:00Z here, and five minutes ahead are allowed")]
    [TestCase("sale", """{"amount":1,"currency":"EUR","invoiceId":"1","occurredAt":"1969-12-31T23:59:59Z"}""", "occurredAt", "lies before 1970")]
    [TestCase("lead", """{"event":""}""", "event", "must not be empty")]
    [TestCase("refund", """{"invoiceId":"1","amount":0}""", "amount", "must be 1 or more, in minor units")]
    [TestCase("refund", """{"invoiceId":"1","amount":-5}""", "amount", "must not be negative: a sale that was paid back is a refund (POST /api/v1/track/refund)")]
    [TestCase("visit", """{}""", "visitorId", "must be there, or one of clickId, customerId and share: else nobody arrived")]
    [TestCase("visit", """{"share":"a.b"}""", "share", "is no token of a share")]
    public async Task What_cannot_be_is_refused_in_words(
        string what, string json, string field, string sentence)
    {
        var answer = await new Site(App).Tell(what, json);

        Assert.That(
            (answer.Status, answer.Error(field)), Is.EqualTo((HttpStatusCode.UnprocessableEntity, sentence)));
        Assert.That(await Db.Find<long>("select count(*) from conversions"), Is.Zero);
    }

    [TestCase("1e30")]
    [TestCase("9223372036854775808")]
    [TestCase("19.99")]
    [TestCase("\"19\"")]
    public async Task An_amount_that_is_no_whole_number_of_minor_units_cannot_be_read(string amount)
    {
        var answer = await new Site(App).Tell(
            "sale", $$"""{"amount":{{amount}},"currency":"EUR","invoiceId":"1"}""");

        Assert.That(
            (answer.Status, answer.Error("amount") is not null),
            Is.EqualTo((HttpStatusCode.BadRequest, true)));
        Assert.That(await Db.Find<long>("select count(*) from conversions"), Is.Zero);
    }

    [Test]
    public async Task An_id_of_129_characters_is_refused_and_one_of_128_taken()
    {
        var site = new Site(App);

        var longest = await site.Tell("visit", $$"""{"visitorId":"{{new string('v', 128)}}"}""");
        var longer = await site.Tell("visit", $$"""{"visitorId":"{{new string('v', 129)}}"}""");

        Assert.That(
            (longest.Status, longer.Status),
            Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.UnprocessableEntity)));
    }

    [TestCase("2026-03-14T12:05:00Z")]
    [TestCase("2019-01-01T00:00:00Z")]
    public async Task Five_minutes_ahead_and_years_ago_are_fine(string at)
    {
        var answer = await new Site(App).Tell(
            "sale", $$"""{"amount":0,"currency":"jpy","invoiceId":"1","occurredAt":"{{at}}"}""");

        Assert.That(
            (answer.Status, (string?)answer["occurredAt"], (string?)answer["currency"]),
            Is.EqualTo((HttpStatusCode.Created, at, "JPY")));
    }

    [Test]
    public async Task A_refund_may_come_before_its_sale_and_counts_once_that_is_there()
    {
        var site = new Site(App);

        var early = await site.Tell("refund", """{"invoiceId":"A-1","amount":500,"eventId":"r1"}""");
        await site.Told("sale", Sale);
        var refund = (await site.Conversions("?kind=refund"))[0]!;

        Assert.That(
            ((long?)early["amount"], (string?)early["currency"], (string?)early["event"]),
            Is.EqualTo((0L, (string?)null, (string?)null)));
        Assert.That(
            ((long?)refund["amount"], (string?)refund["currency"], (string?)refund["event"]),
            Is.EqualTo((500L, "EUR", "purchase")));
    }

    [Test]
    public async Task A_refund_over_what_is_left_is_kept_and_counts_what_is_left()
    {
        var site = new Site(App);
        await site.Told("sale", Sale);
        await site.Told("refund", """{"invoiceId":"A-1","amount":1500,"eventId":"r1"}""");
        Clock!.Advance(TimeSpan.FromMinutes(1));

        var over = await site.Tell("refund", """{"invoiceId":"A-1","amount":1500,"eventId":"r2"}""");

        Assert.That(
            (over.Status, (long?)over["asked"], (long?)over["amount"]),
            Is.EqualTo((HttpStatusCode.Created, 1500L, 499L)));
    }

    [Test]
    public async Task A_refund_without_an_amount_is_all_that_is_left_and_the_only_one_of_its_kind()
    {
        var site = new Site(App);
        await site.Told("sale", Sale);
        await site.Told("refund", """{"invoiceId":"A-1","amount":999,"eventId":"r1"}""");

        var rest = await site.Tell("refund", """{"invoiceId":"A-1"}""");
        var again = await site.Tell("refund", """{"invoiceId":"A-1"}""");
        var other = await site.Tell("refund", """{"invoiceId":"A-1","amount":7}""");

        Assert.That((rest.Status, (long?)rest["amount"], again.Status, other.Status),
            Is.EqualTo((HttpStatusCode.Created, 1000L, HttpStatusCode.OK, HttpStatusCode.Conflict)));
    }

    [Test]
    public async Task A_strangers_click_id_is_kept_and_listed()
    {
        var site = new Site(App);
        await site.Link("spring");
        await site.Told("sale", $$"""{"clickId":"{{await site.Click("spring")}}","amount":1,"currency":"EUR","invoiceId":"ours"}""");
        await site.Told(
            "sale",
            """{"clickId":"ICAgICAgICAgICAgICAgIC","amount":2,"currency":"EUR","invoiceId":"theirs"}""");
        await site.Told("sale", """{"amount":3,"currency":"EUR","invoiceId":"nobody's"}""");

        var unknown = await site.Conversions("?clickKnown=false");
        var known = await site.Conversions("?clickKnown=true");

        Assert.That(
            unknown.Select(c => ((long)c!["amount"]!, (bool)c["click"]!["known"]!)),
            Is.EqualTo(new[] { (2L, false) }));
        Assert.That(
            known.Select(c => ((long)c!["amount"]!, (string?)c["click"]!["link"]!["slug"])),
            Is.EqualTo(new[] { (1L, "spring") }));
    }

    [Test]
    public async Task The_list_goes_on_where_its_page_ended_and_can_be_filtered()
    {
        var site = new Site(App);
        for (var i = 1; i <= 5; i++)
        {
            await site.Told("sale", $$"""{"amount":{{i}},"currency":"EUR","invoiceId":"{{i}}","occurredAt":"2026-03-1{{i}}T00:00:00Z"}""".Replace("2026-03-15", "2026-03-10"));
        }
        await site.Told(
            "lead", """{"event":"signup","customerId":"c","occurredAt":"2026-03-01T00:00:00Z"}""");

        var first = await site.Admin.GetJson("/api/v1/conversions?kind=sale&limit=3");
        var rest = await site.Admin.GetJson(
            $"/api/v1/conversions?kind=sale&limit=3&cursor={first["nextCursor"]}");
        var between = await site.Conversions("?start=2026-03-11T00:00:00Z&end=2026-03-13T00:00:00Z");

        Assert.That(
            Amounts(first["data"]!.AsArray()).Concat(Amounts(rest["data"]!.AsArray())),
            Is.EqualTo(new[] { 4L, 3, 2, 1, 5 }));
        Assert.That(rest["nextCursor"], Is.Null);
        Assert.That(Amounts(between), Is.EqualTo(new[] { 2L, 1 }));
        Assert.That((await site.Conversions("?event=signup")).Count, Is.EqualTo(1));
        Assert.That((await site.Conversions("?customerId=c")).Count, Is.EqualTo(1));
    }

    private static IEnumerable<long> Amounts(System.Text.Json.Nodes.JsonArray conversions) =>
        conversions.Select(c => (long)c!["amount"]!);
}
