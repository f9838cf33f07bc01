using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Storage;

public sealed class DbTests(Engine engine) : OnBothEngines(engine)
{
    private sealed record Key
    {
        public string Name { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }
    }

    private const string Insert = """
        insert into api_keys (name, hash, scopes, created_at, revoked_at)
        values (@Name, @Hash, '', @At, @Revoked)
        """;

    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, 123, TimeSpan.Zero);

    [Test]
    public async Task An_instant_comes_back_to_the_millisecond_and_null_stays_null()
    {
        await Db.Run(
            Insert, new { Name = "a", Hash = new byte[] { 1 }, At = Nine, Revoked = (DateTimeOffset?)null });

        var key = await Db.Find<Key>("select name, created_at, revoked_at from api_keys");

        Assert.That(
            (key!.Name, key.CreatedAt, key.RevokedAt), Is.EqualTo(("a", Nine, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task A_transaction_that_throws_leaves_nothing_behind()
    {
        Assert.That(async () => await Db.Atomically(async tx =>
        {
            await tx.Run(
                Insert,
                new { Name = "a", Hash = new byte[] { 1 }, At = Nine, Revoked = (DateTimeOffset?)null });
            throw new InvalidOperationException("on purpose");
        }), Throws.InvalidOperationException);

        Assert.That(await Db.Find<long>("select count(*) from api_keys"), Is.Zero);
    }

    [Test]
    public async Task A_list_of_numbers_is_one_parameter()
    {
        foreach (byte n in new byte[] { 1, 2, 3 })
        {
            await Db.Run(
                Insert,
                new { Name = $"key {n}", Hash = new[] { n }, At = Nine, Revoked = (DateTimeOffset?)Nine });
        }

        var names = await Db.List<string>(
            "select name from api_keys where " + Sql.AnyOf("id", "Ids") + " order by id", new { Ids = Json.Of([1L, 3L]) });

        Assert.That(names, Is.EqualTo(new[] { "key 1", "key 3" }));
    }

    [Test]
    public async Task Many_writers_at_once_all_get_their_turn()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n =>
            Db.Run(
                Insert,
                new { Name = "k", Hash = new[] { (byte)n }, At = Nine, Revoked = (DateTimeOffset?)null })));

        Assert.That(await Db.Find<long>("select count(*) from api_keys"), Is.EqualTo(50));
    }

    [Test]
    public async Task A_second_run_of_the_migrations_does_nothing() =>
        Assert.That(await new Migrator(Db, TimeProvider.System).Run(), Is.Zero);

    [Test]
    public async Task An_edited_migration_is_refused_with_both_checksums()
    {
        await Db.Run("update migrations set checksum = 'feed' where name = '0001-accounts'");

        Assert.That(async () => await new Migrator(Db, TimeProvider.System).Run(),
            Throws.InvalidOperationException.With.Message.Contains("0001-accounts").And.Message
                .Contains("feed"));
    }

    [Test]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await Db.Run("insert into migrations (name, checksum, ran_at) values ('9999-future', 'x', 0)");

        Assert.That(async () => await new Migrator(Db, TimeProvider.System).Run(),
            Throws.InvalidOperationException.With.Message.Contains("9999-future"));
    }
}
