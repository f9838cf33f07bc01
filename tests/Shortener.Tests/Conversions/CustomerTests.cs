using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Shortener.Conversions;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

public sealed class CustomerTests(Engine engine) : OnApp(engine)
{
    [Test]
    public async Task A_customer_can_have_all_that_is_known_of_them()
    {
        var site = new Site(App);
        await Live(site);

        var export = await site.Admin.GetJson("/api/v1/customers/jane%2F7");

        Assert.That((long?)export["visitors"], Is.EqualTo(1));
        Assert.That(
            export["touches"]!.AsArray().Select(t => $"{t!["kind"]}"),
            Is.EqualTo(new[] { "click", "click", "share-arrival" }));
        Assert.That(
            export["conversions"]!.AsArray().Select(c => $"{c!["kind"]} {c["amount"]}"),
            Is.EqualTo(new[] { "lead 0", "sale 1999", "refund 500" }));
    }

    [Test]
    public async Task After_erasure_totals_stay_and_nothing_names_them()
    {
        var site = new Site(App);
        var (clicks, before) = (await Live(site), await Totals());
        var hashes = App.Get<IdHashes>();
        var names = new Dictionary<string, long>
        {
            ["customer"] = hashes.Customer("jane/7"),
            ["visitor"] = hashes.Visitor("janes-phone"),
            ["first click"] = App.Get<ClickIds>().HashOf(clicks[0]),
            ["second click"] = App.Get<ClickIds>().HashOf(clicks[1]),
        };
        foreach (var (what, hash) in names)
        {
            Assert.That(await Rows(hash), Is.Not.Empty, $"the {what} is there before");
        }

        var erased = await site.Admin.DeleteAsync("/api/v1/customers/jane%2F7");

        Assert.That(erased.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await Totals(), Is.EqualTo(before));
        foreach (var (what, hash) in names)
        {
            Assert.That(await Rows(hash), Is.Empty, $"a row names the {what}");
        }
        foreach (var text in new[] { "jane", "janes-phone", "JANE-ONLY", clicks[0], clicks[1] })
        {
            Assert.That(await Everything.Containing(Db, text), Is.Empty, text);
        }
        Assert.That(
            (await site.Admin.GetJson("/api/v1/customers/jane%2F7")).Status,
            Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await site.Admin.DeleteAsync("/api/v1/customers/jane%2F7")).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await site.Conversions("?customerId=jane/7"), Is.Empty);
        // The process ends, so that its files are free to read.
        await DisposeAsync();
        if (Engine is Engine.Sqlite) AssertNotInFiles(names);
    }

    [Test]
    public async Task Answers_that_are_kept_for_repetitions_name_nobody_after_erasure()
    {
        var site = new Site(App);
        const string sale =
            """{"customerId":"jane/7","amount":5,"currency":"EUR","invoiceId":"A-9","code":"JANE-ONLY"}""";
        using var once = App.Admin();
        once.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        await once.PostJson("/api/v1/track/sale", sale);
        Assert.That(await Everything.Containing(Db, "JANE-ONLY"), Has.Member("idempotency_keys.body"));

        await site.Admin.DeleteAsync("/api/v1/customers/jane%2F7");
        var again = await once.PostAsync(
            "/api/v1/track/sale", new StringContent(sale, Encoding.UTF8, "application/json"));

        Assert.That(await Everything.Containing(Db, "JANE-ONLY"), Is.Empty);
        Assert.That(
            (again.StatusCode, await again.Content.ReadAsStringAsync()),
            Is.EqualTo((HttpStatusCode.Created, "")));
        Assert.That(await Db.Find<long>("select count(*) from conversions"), Is.EqualTo(1));
    }

    [Test]
    public async Task Others_keep_what_is_theirs()
    {
        var site = new Site(App);
        await Live(site);
        var sale = await site.Told("sale", $$"""{"clickId":"{{await site.Click("a")}}","customerId":"joe","code":"SHARED","amount":7,"currency":"EUR","invoiceId":"J"}""");

        await site.Admin.DeleteAsync("/api/v1/customers/jane%2F7");

        Assert.That(await site.Journey(sale), Is.EqualTo(new[] { "click a" }));
        Assert.That((string?)(await site.Conversions("?customerId=joe"))[0]!["code"], Is.EqualTo("SHARED"));
    }

    [Test]
    public async Task A_sale_of_an_erased_customer_that_is_told_again_is_not_counted_again()
    {
        var site = new Site(App);
        await Live(site);
        await site.Admin.DeleteAsync("/api/v1/customers/jane%2F7");
        var before = await Totals();

        var again = await site.Tell(
            "sale", """{"customerId":"jane/7","amount":1999,"currency":"EUR","invoiceId":"A-1"}""");

        Assert.That((again.Status, again.Error("invoiceId")), Is.EqualTo((
            HttpStatusCode.Conflict, "belonged to a customer whose data were erased; it stays counted, and nothing more can be told of it")));
        Assert.That(await Totals(), Is.EqualTo(before));
    }

    [Test]
    public async Task The_click_a_sale_named_still_says_which_link_it_came_from()
    {
        var site = new Site(App);
        await Live(site);

        await site.Admin.DeleteAsync("/api/v1/customers/jane%2F7");

        var sale = (await site.Conversions("?kind=sale"))[0]!;
        Assert.That((string?)sale["click"]!["link"]!["slug"], Is.EqualTo("a"));
    }

    // Two clicks, an arrival, a lead, a sale and a refund of one customer with one visitor; the click ids.
    private static async Task<string[]> Live(Site site)
    {
        await site.Link("a");
        await site.Link("b");
        string[] clicks = [await site.Click("a"), await site.Click("b")];
        await site.Tell("visit", $$"""{"clickId":"{{clicks[1]}}","visitorId":"janes-phone"}""");
        await site.Tell("visit", """{"share":"x7k2qabc","visitorId":"janes-phone"}""");
        await site.Told("lead", """{"visitorId":"janes-phone","customerId":"jane/7","event":"signup","eventId":"1","code":"SHARED"}""");
        await site.Told("sale", $$"""{"clickId":"{{clicks[0]}}","customerId":"jane/7","amount":1999,"currency":"EUR","invoiceId":"A-1","code":"JANE-ONLY"}""");
        await site.Told("refund", """{"invoiceId":"A-1","amount":500}""");
        return clicks;
    }

    private Task<List<string>> Totals() => Db.List<string>("""
        select e.word || ' ' || c.kind || ' ' || cast(count(*) as text) || ' ' || cast(sum(c.amount) as text)
        from conversions c
        join conversion_words e on e.id = c.event_id
        group by e.word, c.kind
        order by 1
        """);

    private Task<List<string>> Rows(long number) =>
        Everything.With(Db, number.ToString(CultureInfo.InvariantCulture));

    // SQLite keeps a number as its bytes, the highest first.
    private void AssertNotInFiles(Dictionary<string, long> names)
    {
        using (var connection = new SqliteConnection($"Data Source={Database}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            command.ExecuteNonQuery();
        }
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            foreach (var (what, hash) in names)
            {
                var bytes = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64BigEndian(bytes, hash);
                Assert.That(
                    content.AsSpan().IndexOf(bytes), Is.EqualTo(-1),
                    $"{Path.GetFileName(file)} names the {what}");
            }
        }
    }
}
