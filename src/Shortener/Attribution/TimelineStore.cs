using Shortener.Storage;

namespace Shortener.Attribution;

/// <summary>Makes timelines anew where what they are made of has changed, a few people at a time.</summary>
public sealed class TimelineStore(Db db)
{
    private const string Take = """
        delete from person_changes
        where id in (select c.id from person_changes c order by c.id limit @Most)
        returning person, conversion_id
        """;

    // The intake's own lock: what is read here while somebody is erased would be written after it.
    private static readonly Sql OneWriter = new("select 1", Locks.People);

    private const string AnyChange = "select 1 from person_changes limit 1";

    private const string CountChanges = "select count(*) from person_changes";

    private const string Insert = """
        insert into timelines (is_lost, last_at, person, conversion_id, first_at, events)
        values (@IsLost, @LastAt, @Person, @ConversionId, @FirstAt, @Events)
        """;

    private static readonly Sql DropOfPeople = "delete from timelines where conversion_id = 0 and "
        + Sql.AnyOf("person", "People");

    private static readonly Sql DropOfConversions = "delete from timelines where person = 0 and "
        + Sql.AnyOf("conversion_id", "Conversions");

    // What is erased is overwritten, not only given free.
    private static readonly Sql Shred = new("pragma secure_delete = on", "select 1");

    private static readonly Sql NoShred = new("pragma secure_delete = off", "select 1");

    private static readonly Sql ForgetChanges = "delete from person_changes where "
        + Sql.AnyOf("person", "People");

    /// <summary>How many changes still wait; of one person there may be several.</summary>
    public Task<long> CountWaiting(CancellationToken ct) => db.Find<long>(CountChanges, ct: ct);

    /// <summary>Makes the timelines of the next changes anew; how many changes that were.</summary>
    public async Task<int> Rebuild(int most, CancellationToken ct)
    {
        // Mostly there is nothing to do, and nobody has to wait for the gate.
        if (await db.Find<int?>(AnyChange, ct: ct) is null) return 0;
        return await db.Atomically(async tx =>
        {
            await tx.Run(OneWriter);
            await tx.Find<int?>(Shred);
            var changes = await RebuildNext(tx, most);
            await tx.Find<int?>(NoShred);
            return changes;
        }, ct);
    }

    /// <summary>Nobody is to be named by these numbers any more, by <paramref name="tx"/>'s end.</summary>
    public static async Task Forget(Tx tx, IReadOnlyCollection<long> people)
    {
        var names = new { People = Json.Of(people) };
        await tx.Run(ForgetChanges, names);
        await tx.Run(DropOfPeople, names);
    }

    private static async Task<int> RebuildNext(Tx tx, int most)
    {
        var changes = await tx.List<TimelineOwner>(Take, new { Most = most });
        var owners = changes.Where(owner => owner.IsSomebody).ToHashSet();
        if (owners.Count == 0) return changes.Count;

        var people = Json.Of(owners.Where(owner => owner.Person != 0).Select(owner => owner.Person));
        var conversions = Json.Of(
            owners.Where(owner => owner.Person == 0).Select(owner => owner.ConversionId));
        var timelines = await TimelineSourceStore.Read(tx, people, conversions);
        await tx.Run(DropOfPeople, new { People = people });
        await tx.Run(DropOfConversions, new { Conversions = conversions });
        await tx.Run(Insert, timelines.Select(made => new
        {
            IsLost = made.Timeline.IsLost ? 1 : 0,
            made.Timeline.LastAt,
            made.Owner.Person,
            made.Owner.ConversionId,
            made.Timeline.FirstAt,
            Events = TimelineForm.Write(made.Timeline),
        }));
        await ConversionClickStore.Update(tx, people, conversions);
        return changes.Count;
    }
}

/// <summary>Whose timeline it is: a person's, or of a conversion that names nobody.</summary>
internal sealed record TimelineOwner
{
    public long Person { get; init; }

    /// <summary>0 for a person.</summary>
    public long ConversionId { get; init; }

    public bool IsSomebody => Person != 0 || ConversionId != 0;
}
