using Npgsql;
using Shortener.Storage;

namespace Shortener.Tests.Support;

/// <summary>
/// The base of every test that stores: NUnit runs it once per engine, each test in a migrated database of its own (a
/// file; a PostgreSQL database made from a template), gone afterwards.
/// </summary>
/// <remarks>
/// PostgreSQL is the server that <c>SHORTENER_TEST_POSTGRES</c> names, by a connection string whose user may create
/// databases; without it those tests are skipped and say so.
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

/// <summary>A migrated database that lives as long as one test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Variable = "SHORTENER_TEST_POSTGRES";
    private static readonly SemaphoreSlim TemplateLock = new(1, 1);
    private static bool _templateMade;

    private readonly string? _postgresName;

    private TestDatabase(string name, string folder, string? postgresName)
    {
        (Name, Folder, _postgresName) = (name, folder, postgresName);
        Db = new Db(new StorageSettings { Database = name });
    }

    public Db Db { get; }

    public string Name { get; }

    /// <summary>Gone with the database; the SQLite file lies in it.</summary>
    public string Folder { get; }

    public static async Task<TestDatabase> Make(Engine engine) =>
        engine is Engine.Sqlite ? await MakeSqlite() : await MakePostgres();

    public async ValueTask DisposeAsync()
    {
        Db.Dispose();
        Directory.Delete(Folder, recursive: true);
        if (_postgresName is not null) await RunOnServer($"drop database if exists {_postgresName} with (force)");
    }

    private static async Task<TestDatabase> MakeSqlite()
    {
        var folder = MakeFolder();
        var database = new TestDatabase(Path.Combine(folder, "shortener.db"), folder, null);
        await new Migrator(database.Db, TimeProvider.System).Run();
        return database;
    }

    private static async Task<TestDatabase> MakePostgres()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Assert.Ignore($"PostgreSQL is skipped: set {Variable} to a connection string whose user may create databases (tests/postgres starts such a server).");
        }
        await MakeTemplate();
        var name = $"shortener_test_{Guid.NewGuid():n}";
        await RunOnServer($"create database {name} template {Template}");
        return new TestDatabase(OnServer(name), MakeFolder(), name);
    }

    private static string MakeFolder() => Directory.CreateTempSubdirectory("shortener-test-").FullName;

    // A template per process: two runs beside each other, on different migrations, do not meet.
    private static readonly string Template = $"shortener_template_{Environment.ProcessId}";

    private static async Task MakeTemplate()
    {
        await TemplateLock.WaitAsync();
        try
        {
            if (_templateMade) return;
            await RunOnServer($"drop database if exists {Template} with (force)");
            await RunOnServer($"create database {Template}");
            using (var db = new Db(new StorageSettings { Database = OnServer(Template) + ";Pooling=false" }))
            {
                await new Migrator(db, TimeProvider.System).Run();
            }
            _templateMade = true;
        }
        finally
        {
            TemplateLock.Release();
        }
    }

    internal static async Task DropTemplate()
    {
        if (_templateMade) await RunOnServer($"drop database if exists {Template} with (force)");
    }

    private static string OnServer(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Variable)) { Database = database }.ToString();

    private static async Task RunOnServer(string sql)
    {
        await using var server = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(Variable)!);
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Takes away what belongs to the whole run.</summary>
[SetUpFixture]
public sealed class AfterAllTests
{
    [OneTimeTearDown]
    public Task DropTemplate() => TestDatabase.DropTemplate();
}
