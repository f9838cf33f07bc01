using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shortener.Conversions;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

public sealed class SalesFileTests(Engine engine) : OnApp(engine)
{
    private const string Mixed = """
        invoiceId,occurredAt,customerId,amount,currency,code
        S-1,2026-03-14T10:00:00Z,c-1,1999,EUR,JANE10
        S-2,2026-03-14T10:00:00Z,c-2,19.99,EUR,
        S-3,2026-03-14T10:00:00Z,c-3,5,EURO,
        S-4,yesterday,c-4,5,EUR,
        S-1,2026-03-14T10:00:00Z,c-1,1999,EUR,JANE10
        S-1,2026-03-14T10:00:00Z,c-1,2000,EUR,JANE10
        S-5,2026-03-14T10:00:00+01:00,c-5,7,eur
        "S-6","2026-03-14 11:00:00+01:00",c-6,8,usd,"a
        b"
        S-7,,,9,JPY,
        """;

    [Test]
    public async Task Each_line_is_taken_or_told_why_not()
    {
        var report = await Upload(Mixed);

        Assert.That(Short(report), Is.EqualTo("9 lines, 2 created, 1 known; 3: 400 amount; 4: 422 currency; 5: 400 occurredAt; 7: 409 invoiceId; 8: 400 line; 9: 422 code"));
        Assert.That(
            await Db.List<long>("select amount from conversions where source = 2 order by amount"),
            Is.EqualTo(new[] { 9L, 1999 }));
    }

    [Test]
    public async Task A_dry_run_answers_the_same_and_takes_nothing()
    {
        var dry = await Upload(Mixed, "?dryRun=true");

        Assert.That(await Db.Find<long>("select count(*) from conversions"), Is.Zero);
        Assert.That(dry.ToJsonString(), Is.EqualTo((await Upload(Mixed)).ToJsonString()));
    }

    [Test]
    public async Task The_same_file_again_changes_nothing()
    {
        await Upload(Mixed);

        var again = await Upload(Mixed);

        Assert.That(((int)again["created"]!, (int)again["known"]!), Is.EqualTo((0, 3)));
        Assert.That(await Db.Find<long>("select count(*) from conversions"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_sale_in_a_shop_with_a_click_id_has_the_journey_of_that_click()
    {
        var site = new Site(App);
        await site.Link("flyer");
        var click = await site.Click("flyer?qr=1");

        await Upload($"invoiceId;amount;currency;clickId\nS-1;100;EUR;{click}\n");

        var sale = (await site.Conversions())[0]!;
        Assert.That((string?)sale["source"], Is.EqualTo("file"));
        Assert.That(await site.Journey((long)sale["id"]!), Is.EqualTo(new[] { "qr flyer" }));
    }

    [TestCase("", "The file is empty. Its first line names the columns: invoiceId,amount,currency,occurredAt,clickId,visitorId,customerId,event,code,lookbackDays.")]
    [TestCase("invoiceId,amount", "The column currency is missing.")]
    [TestCase("invoiceId,amount,currency,email", "There is no column 'email'; there is invoiceId, amount, currency, occurredAt, clickId, visitorId, customerId, event, code, lookbackDays.")]
    [TestCase("invoiceId,amount,currency,amount", "A column is there twice.")]
    public async Task A_file_without_a_proper_header_is_refused_in_words(string file, string sentence)
    {
        var answer = await Post(file, "");

        Assert.That(
            (answer.Status, (string?)answer["detail"]), Is.EqualTo((HttpStatusCode.BadRequest, sentence)));
    }

    [Test]
    public async Task A_file_of_other_letters_than_UTF8_is_refused()
    {
        using var content = new ByteArrayContent([.. "invoiceId,amount,currency\n"u8, 0xE4, .. ",1,EUR\n"u8]);

        var answer = await App.Admin().PostAsync("/api/v1/track/sales.csv", content);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_thousand_sales_are_taken_at_once()
    {
        var lines = Enumerable.Range(0, 1000).Select(i => $"S-{i},{i},EUR,c-{i % 10}\n");

        var report = await Upload("invoiceId,amount,currency,customerId\n" + string.Concat(lines));

        Assert.That((int)report["created"]!, Is.EqualTo(1000));
        // 0 + 1 + … + 999
        Assert.That(await Db.Find<long>("select sum(amount) from conversions"), Is.EqualTo(499_500));
    }

    [TestCase("invoiceId,amount,currency\n\"a\"\"b\",1,EUR\n", "a\"b")]
    [TestCase("invoiceId,amount,currency\r\na \"quoted\" b,1,EUR\r\n", "a \"quoted\" b")]
    [TestCase("invoiceId,amount,currency\n\"never closed,1,EUR\n", null)]
    [TestCase("\uFEFFinvoiceId,amount,currency\nx,1,EUR", "x")]
    public void Cells_may_be_quoted(string file, string? invoice)
    {
        var (lines, _) = SalesFile.Read(file.TrimStart('\uFEFF'));

        Assert.That(lines.Select(l => l.Sale?.InvoiceId), Is.EqualTo(new[] { invoice }));
    }

    private async Task<JsonNode> Upload(string file, string query = "")
    {
        var answer = await Post(file, query);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Body?.ToString());
        return answer.Body!;
    }

    private async Task<Answer> Post(string file, string query)
    {
        using var content = new StringContent(file, Encoding.UTF8, "text/csv");
        var message = await App.Admin().PostAsync("/api/v1/track/sales.csv" + query, content);
        return new Answer(
            message.StatusCode, JsonNode.Parse(await message.Content.ReadAsStringAsync()), message);
    }

    private static string Short(JsonNode report) =>
        $"{report["lines"]} lines, {report["created"]} created, {report["known"]} known" + string.Concat(
            report["problems"]!.AsArray()
            .Select(p => $"; {p!["line"]}: {p["status"]} {p["problem"]!["errors"]!.AsObject().First().Key}"));
}
