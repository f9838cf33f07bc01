using System.Security.Cryptography;
using Shortener.Accounts;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Conversions;

/// <summary>All that is known of one customer, to export and to erase.</summary>
/// <remarks>
/// What is erased: every row that says which visitors, clicks and arrivals belong together, and every hash.
/// What stays is what reports add up: the conversions with their amounts and instants, each alone with the
/// click it named, under a random number; and their keys, apart from them, so that a repetition is not
/// counted again.
/// </remarks>
public sealed class CustomerStore(
    Db db, HitQueue hits, JourneyStore journeys, ConversionListStore conversions, TimeProvider clock)
{
    // Nobody tells anything meanwhile. A transaction of its own, not the intake's: it waits for the hits of
    // others.
    private static readonly Sql NothingToldMeanwhile = new("select 1", Locks.People);

    private const string Visitors = "select count(*) from visitors where customer = @Person";

    // A click of somebody else, named by a conversion of this customer, stays theirs.
    private const string Clicks = """
        select j.click
        from click_joins j
        where j.person = @Person
        union
        select c.click
        from conversions c
        where c.person = @Person and c.person <> 0 and c.click <> 0
          and not exists (select 1 from click_joins o where o.click = c.click and o.person <> @Person)
        """;

    private const string VisitorsOf = """
        select v.visitor
        from visitors v
        where v.customer = @Person
        union
        select c.visitor
        from conversions c
        where c.person = @Person and c.person <> 0 and c.visitor <> 0
        union
        select j.visitor
        from click_joins j
        where j.person = @Person and j.visitor <> 0
        """;

    private const string KeepKeys = """
        insert into erased_keys (kind, key)
        select c.kind, c.key
        from conversions c
        where c.person = @Person and c.person <> 0 and c.key is not null
        on conflict (kind, key) do nothing
        """;

    private const string ForgetCodes = """
        update conversions
        set code_id = 0
        where person = @Person and person <> 0 and code_id <> 0
          and not exists (select 1 from conversions o where o.code_id = conversions.code_id and o.person <> @Person)
        """;

    private const string DropWords = """
        delete from conversion_words
        where not exists (select 1 from conversions c where c.code_id = conversion_words.id)
          and not exists (select 1 from conversions c where c.event_id = conversion_words.id)
        """;

    private const string ForgetClick = "update conversions set click = @New where click = @Old";

    private const string ForgetConversions = """
        update conversions
        set key = null, invoice = 0, visitor = 0, customer = 0, person = click
        where person = @Person and person <> 0
        """;

    private const string DropJoins = "delete from click_joins where person = @Person";

    private const string ForgetArrivals = """
        update share_arrivals
        set visitor = 0, customer = 0, person = 0, key = 0
        where person = @Person and person <> 0
        """;

    private const string DropVisitors = "delete from visitors where customer = @Person";

    // Overwritten with zeros, not only given free.
    private static readonly Sql Shred = new("pragma secure_delete = on", "select 1");

    private static readonly Sql NoShred = new("pragma secure_delete = off", "select 1");

    /// <summary>
    /// Somebody is being erased: rooms that keep more of people forget it within the same transaction. By
    /// which numbers nobody may be named any more: the customer's, the visitors', the clicks'.
    /// </summary>
    public event Func<Tx, IReadOnlyCollection<long>, Task>? Erasing;

    /// <summary>What is known of a customer; null where nothing is.</summary>
    /// <param name="customer">Hash of the id.</param>
    public async Task<CustomerExport?> Export(long customer, CancellationToken ct)
    {
        var visitors = await db.Find<long>(Visitors, new { Person = customer }, ct);
        var touches = (await journeys.Touches(customer, 0, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, ct)).OrderBy(t => t.At).ToList();
        var done = await conversions.Of(customer, ct);
        return visitors == 0 && touches.Count == 0 && done.Count == 0
            ? null
            : new CustomerExport(visitors, touches, done);
    }

    /// <summary>Erases a customer; false where nothing was known.</summary>
    /// <param name="customer">Hash of the id.</param>
    public async Task<bool> Erase(long customer)
    {
        var (rows, clicks) = await db.Atomically(tx => Erase(tx, customer));
        hits.Forget(clicks);
        return rows > 0;
    }

    private async Task<(int Rows, IReadOnlySet<long> Clicks)> Erase(Tx tx, long customer)
    {
        await tx.Run(NothingToldMeanwhile);
        await tx.Run(ClickIdStore.NoneMeanwhile);
        var person = new { Person = customer };
        await tx.Find<int?>(Shred);
        var numbers = (await tx.List<long>(Clicks, person)).ToDictionary(click => click, _ => RandomNumber());
        List<long> names = [customer, .. numbers.Keys, .. await tx.List<long>(VisitorsOf, person)];
        await tx.Run(KeepKeys, person);
        await tx.Run(ForgetCodes, person);
        await ClickIdStore.Disown(tx, numbers, clock.GetUtcNow());
        await tx.Run(ForgetClick, numbers.Select(n => new { Old = n.Key, New = n.Value }));
        var rows = await tx.Run(ForgetConversions, person)
            + await tx.Run(DropJoins, person)
            + await tx.Run(ForgetArrivals, person)
            + await tx.Run(DropVisitors, person);
        await tx.Run(DropWords);
        await IdempotencyStore.ForgetPeople(tx);
        if (Erasing is not null) await Erasing(tx, names);
        await tx.Find<int?>(NoShred);
        return (rows, numbers.Keys.ToHashSet());
    }

    private static long RandomNumber() =>
        BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) | 1;
}

/// <summary>What is known of one customer.</summary>
/// <param name="Visitors">How many of the site's visitors they are; their names are not kept.</param>
/// <param name="Touches">Clicks and arrivals, the first first.</param>
/// <param name="Conversions">The first to happen first.</param>
public sealed record CustomerExport(
    long Visitors, IReadOnlyList<JourneyTouch> Touches, IReadOnlyList<Conversion> Conversions);
