using Shortener.Conversions;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Values;

namespace Shortener.Tests.Conversions;

/// <summary>
/// The law of identity: who belongs together, and what counts, hangs on what was told and never on the order
/// in which it arrived, or on how often.
/// </summary>
public sealed class JourneyLawTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Conversions = """
        select kind, key, occurred_at, asked, amount, currency, click, visitor, customer, person
        from conversions
        order by kind, key
        """;

    private const string Clicks =
        "select click, customer, customer_at, visitor, visitor_at, person from click_joins order by click";

    private const string Visitors = "select visitor, customer, since from visitors order by visitor";

    private const string Arrivals = "select share, day, at, visitor, customer, person from share_arrivals order by share, visitor, customer, day";

    private static readonly string[] Tables = ["conversions", "click_joins", "visitors", "share_arrivals"];

    [Test]
    public async Task Any_order_of_the_same_statements_gives_the_same_journeys_and_totals(
        [Values(1, 2, 3, 4)] int seed)
    {
        var dice = new Random(seed);
        var told = Enumerable.Range(0, 60).Select(n => Statement(dice, n)).ToList();

        var first = await Tell(told);

        for (var shuffle = 0; shuffle < 4; shuffle++)
        {
            // Some are told twice.
            var again = told.Concat(told.Where(_ => dice.Next(4) == 0)).ToArray();
            dice.Shuffle(again);
            Assert.That(await Tell(again), Is.EqualTo(first), $"shuffle {shuffle}");
        }
    }

    [Test]
    public async Task Everybody_is_who_the_definition_says([Values(5, 6, 7, 8)] int seed)
    {
        var dice = new Random(seed);
        var told = Enumerable.Range(0, 60).Select(n => Statement(dice, n)).ToList();

        await Tell(told);

        var named = told.Select(s => s switch
        {
            ToldVisit visit => (visit.Who, At: visit.At.ToUnixTimeMilliseconds()),
            Told other => (other.Who, At: other.At.ToUnixTimeMilliseconds()),
            _ => throw new InvalidOperationException(),
        }).ToList();
        foreach (var c in await Db.List<Person>(
            "select click, visitor, customer, person as number from conversions where kind <> 2"))
        {
            Assert.That(c.Number, Is.EqualTo(PersonOf(named, new Named(c.Click, c.Visitor, c.Customer))));
        }
        foreach (var j in await Db.List<Person>(
            "select click, 0 as visitor, 0 as customer, person as number from click_joins"))
        {
            Assert.That(j.Number, Is.EqualTo(PersonOf(named, new Named(j.Click, 0, 0))));
        }
    }

    private sealed record Person
    {
        public long Click { get; init; }
        public long Visitor { get; init; }
        public long Customer { get; init; }
        public long Number { get; init; }
    }

    // The definition, word by word: a customer; else the customer that the visitor was first seen with, else
    // the visitor; else whose the click is.
    private static long PersonOf(List<(Named Who, long At)> named, Named who)
    {
        if (who.Customer != 0) return who.Customer;
        if (who.Visitor != 0)
        {
            return FirstCustomer(named.Where(n => n.Who.Visitor == who.Visitor)) ?? who.Visitor;
        }
        var ofClick = named.Where(n => n.Who.Click == who.Click && who.Click != 0).ToList();
        if (FirstCustomer(ofClick) is { } customer) return customer;
        var visitor = ofClick.Where(n => n.Who.Visitor != 0).OrderBy(n => n.At).ThenBy(n => n.Who.Visitor)
            .Select(n => n.Who.Visitor).FirstOrDefault();
        return visitor == 0 ? who.Click : FirstCustomer(named.Where(n => n.Who.Visitor == visitor))
            ?? visitor;
    }

    private static long? FirstCustomer(IEnumerable<(Named Who, long At)> named) =>
        named.Where(n => n.Who.Customer != 0).OrderBy(n => n.At).ThenBy(n => n.Who.Customer)
            .Select(n => (long?)n.Who.Customer).FirstOrDefault();

    private async Task<string> Tell(IEnumerable<object> told)
    {
        foreach (var table in Tables) await Db.Run($"delete from {table}");
        var store = new ConversionStore(new Intake(Db), new StoppedClock(Start));
        foreach (var statement in told)
        {
            if (statement is ToldVisit visit) await store.Take(visit);
            else await store.Take((Told)statement);
        }
        var rows = new List<string>();
        foreach (var sql in new[] { Conversions, Clicks, Visitors, Arrivals })
        {
            await Db.Snapshot(async tx =>
            {
                await tx.Read(sql, null, row => rows.Add(
                    string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(row.GetValue))));
                return 0;
            });
        }
        return string.Join('\n', rows);
    }

    // Few people and many statements, so that they contradict each other; instants often coincide.
    private static object Statement(Random dice, int number)
    {
        var who = new Named(Some(dice, 100, 8), Some(dice, 200, 5), Some(dice, 300, 3));
        var at = Start.AddHours(dice.Next(12));
        var euro = Currency.Find("EUR")!;
        return dice.Next(5) switch
        {
            0 or 1 => new ToldVisit(
                who with { Customer = dice.Next(3) == 0 ? who.Customer : 0 }, at,
                who is { Click: 0, Visitor: not 0 } ? "share" + dice.Next(3) : null),
            2 => new Told { Kind = ConversionKind.Lead, Source = ConversionSource.Server, At = at, Key = 5000 + number, Event = "signup", Who = who },
            3 => new Told
            {
                Kind = ConversionKind.Sale,
                Source = ConversionSource.Server,
                At = at,
                Key = 2000 + number,
                Invoice = 2000 + number,
                Event = "purchase",
                Asked = dice.Next(1000),
                Currency = euro,
                Who = who,
            },
            // Of a sale before or after it, or of none.
            _ => new Told
            {
                Kind = ConversionKind.Refund,
                Source = ConversionSource.Server,
                At = at,
                Key = 4000 + number,
                Invoice = 2000 + dice.Next(60),
                Asked = dice.Next(3) == 0 ? Told.TheRest : dice.Next(1, 800),
            },
        };
    }

    private static long Some(Random dice, long from, int most) =>
        dice.Next(3) == 0 ? 0 : from + dice.Next(most);
}
