using Shortener.Storage;

namespace Shortener.Tests.Support;

/// <summary>
/// The base of every test that stores: NUnit runs it once per engine, each test in a migrated database of its
/// own (a file; a PostgreSQL database made from a template), gone afterwards.
/// </summary>
/// <remarks>
/// PostgreSQL is the server that <c>SHORTENER_TEST_POSTGRES</c> names, by a connection string whose user may
/// create databases; without it those tests are skipped and say so.
/// </remarks>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class OnBothEngines(Engine engine)
{
    private TestDatabase? _database;

    /// <summary>The engine of this run.</summary>
    protected Engine Engine => engine;

    /// <summary>A migrated, empty database.</summary>
    protected Db Db => _database!.Db;

    /// <summary>Its path or connection string, for a process or an App of its own.</summary>
    protected string Database => _database!.Name;

    /// <summary>The test's own, for what a process writes beside the database.</summary>
    protected string Folder => _database!.Folder;

    [SetUp]
    public async Task MakeDatabase() => _database = await TestDatabase.Make(engine);

    [TearDown]
    public async Task DropDatabase()
    {
        if (_database is not null) await _database.DisposeAsync();
    }
}
