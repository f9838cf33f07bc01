using System.Net;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Conversions;

public sealed class RateTests(Engine engine) : OnApp(engine)
{
    private const string Sheet =
        """{"date":"2026-11-20","base":"EUR","source":"ECB","rates":{"USD":1.0825,"JPY":160.5}}""";

    [Test]
    public async Task Rates_come_back_as_they_were_put()
    {
        var put = await App.Admin().PutJson("/api/v1/rates", Sheet);
        var list = await App.Admin().GetJson("/api/v1/rates");

        Assert.That(put.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(list["data"]![0]!.ToJsonString(), Is.EqualTo(
            """{"date":"2026-11-20","base":"EUR","source":"ECB","rates":{"JPY":160.5,"USD":1.0825}}"""));
    }

    [Test]
    public async Task A_sheet_takes_the_place_of_its_day_and_base()
    {
        await App.Admin().PutJson("/api/v1/rates", Sheet);
        await App.Admin().PutJson(
            "/api/v1/rates", """{"date":"2026-11-20","base":"EUR","source":"ours","rates":{"CHF":0.95}}""");
        await App.Admin().PutJson(
            "/api/v1/rates", """{"date":"2026-11-20","base":"USD","source":"ours","rates":{"CHF":0.9}}""");

        var list = await App.Admin().GetJson("/api/v1/rates");

        Assert.That(
            list["data"]!.AsArray().Select(s => $"{s!["base"]} {s["rates"]!.ToJsonString()}"),
            Is.EqualTo(new[] { """USD {"CHF":0.9}""", """EUR {"CHF":0.95}""" }));
    }

    [Test]
    public async Task The_list_goes_on_by_day()
    {
        for (var day = 1; day <= 3; day++)
        {
            await App.Admin().PutJson("/api/v1/rates", Sheet.Replace("2026-11-20", $"2026-11-0{day}"));
        }

        var first = await App.Admin().GetJson("/api/v1/rates?limit=2");
        var rest = await App.Admin().GetJson($"/api/v1/rates?limit=2&cursor={first["nextCursor"]}");

        Assert.That(
            first["data"]!.AsArray().Concat(rest["data"]!.AsArray()).Select(s => (string?)s!["date"]),
            Is.EqualTo(new[] { "2026-11-03", "2026-11-02", "2026-11-01" }));
        Assert.That(rest["nextCursor"], Is.Null);
    }

    [TestCase("""{"date":"20.11.2026","base":"EUR","source":"s","rates":{"USD":1}}""", "date")]
    [TestCase("""{"date":"1969-11-20","base":"EUR","source":"s","rates":{"USD":1}}""", "date")]
    [TestCase("""{"date":"2026-11-20","base":"EURO","source":"s","rates":{"USD":1}}""", "base")]
    [TestCase("""{"date":"2026-11-20","base":"EUR","source":" ","rates":{"USD":1}}""", "source")]
    [TestCase("""{"date":"2026-11-20","base":"EUR","source":"s","rates":{}}""", "rates")]
    [TestCase("""{"date":"2026-11-20","base":"EUR","source":"s","rates":{"BTC":1}}""", "rates")]
    [TestCase("""{"date":"2026-11-20","base":"EUR","source":"s","rates":{"USD":0}}""", "rates")]
    [TestCase("""{"date":"2026-11-20","base":"EUR","source":"s","rates":{"USD":-1}}""", "rates")]
    [TestCase("""{"date":"2026-11-20","base":"EUR","source":"s","rates":{"USD":1e13}}""", "rates")]
    [TestCase("""{"date":"2026-11-20","base":"EUR","source":"s","rates":{"EUR":1}}""", "rates")]
    [TestCase("""{"date":"2026-11-20","base":"EUR","source":"s","rates":{"USD":1,"usd":2}}""", "rates")]
    public async Task A_sheet_that_makes_no_sense_is_refused(string sheet, string field)
    {
        var answer = await App.Admin().PutJson("/api/v1/rates", sheet);

        Assert.That(
            (answer.Status, answer.Error(field) is not null),
            Is.EqualTo((HttpStatusCode.UnprocessableEntity, true)), answer.Body?.ToString());
    }
}
