using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Attribution;

/// <summary>
/// Puts clicks with click ids, who made them, and what came of it into the tables, as the intake would have.
/// </summary>
internal sealed class TestShop(Db db)
{
    private readonly TestLog _log = new(db);
    private long _clicks;

    public TestLog Log => _log;

    /// <summary>A click that took a click id along; its hash.</summary>
    public async Task<long> Click(
        DateTimeOffset at, string channel = "email", string campaign = "", long link = 1, string country = "",
        TestHit? like = null)
    {
        var hit = (like ?? new TestHit()) with { At = at, Channel = channel, UtmCampaign = campaign, Link = link, Country = country };
        await _log.Add(hit);
        var hash = 1_000_000 + ++_clicks;
        await db.Run(
            "insert into click_ids (seq, hash) select max(seq), @Hash from hits", new { Hash = hash });
        return hash;
    }

    /// <summary>The click was this person's.</summary>
    public Task Join(long click, long person) => db.Run(
        "insert into click_joins (click, customer, customer_at, visitor, visitor_at, person) values (@Click, @Person, 0, 0, 0, @Person)",
        new { Click = click, Person = person });

    /// <summary>An arrival through a share that no redirect made.</summary>
    public Task Arrive(DateTimeOffset at, string share, long person) => db.Run(
        "insert into share_arrivals (at, day, share, visitor, customer, person) values (@At, 0, @Share, 0, @Person, @Person)",
        new { At = at, Share = share, Person = person });

    /// <summary>A sale; with no amount, a lead.</summary>
    public async Task Convert(
        DateTimeOffset at, long person, long amount = 1_000, short currency = 978, string name = "purchase",
        long click = 0, string code = "",
        int lookbackDays = 30, long invoice = 0) => await Add(amount == 0 ? 0 : 1, at, person, amount, currency, name, click, code, lookbackDays, invoice);

    /// <summary>Money given back.</summary>
    public Task Refund(DateTimeOffset at, long person, long amount, long invoice, short currency = 978) =>
        Add(2, at, person, amount, currency, "purchase", 0, "", 30, invoice);

    private async Task Add(
        int kind, DateTimeOffset at, long person, long amount, short currency, string name, long click,
        string code, int lookbackDays, long invoice) =>
        await db.Run("""
            insert into conversions (kind, source, event_id, code_id, occurred_at, received_at, key, invoice, asked, amount, currency,
              lookback_days, click, visitor, customer, person)
            values (@Kind, 0, @Event, @Code, @At, 0, null, @Invoice, @Amount, @Amount, @Currency, @LookbackDays, @Click, 0, @Person, @Person)
            """, new
        {
            Kind = kind,
            Event = await Word(name),
            Code = code.Length == 0 ? 0 : await Word(code),
            At = at,
            Invoice = invoice,
            Amount = amount,
            Currency = (int)currency,
            LookbackDays = lookbackDays,
            Click = click,
            Person = person,
        });

    private async Task<long> Word(string word)
    {
        await db.Run(
            "insert into conversion_words (word) values (@Word) on conflict (word) do nothing",
            new { Word = word });
        return await db.Find<long>("select id from conversion_words where word = @Word", new { Word = word });
    }
}
