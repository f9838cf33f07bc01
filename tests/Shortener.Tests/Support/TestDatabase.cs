using Shortener.Storage;

namespace Shortener.Tests.Support;

/// <summary>
/// A migrated database that lives as long as one test: a copy of one that was migrated once in this run.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _onServer;

    private TestDatabase(string name, string folder, string? onServer)
    {
        (Name, Folder, _onServer) = (name, folder, onServer);
        Db = new Db(new StorageSettings { Database = name });
    }

    public Db Db { get; }

    /// <summary>Path or connection string.</summary>
    public string Name { get; }

    /// <summary>Gone with the database; the SQLite file lies in it.</summary>
    public string Folder { get; }

    public static async Task<TestDatabase> Make(Engine engine)
    {
        if (engine is Engine.Postgres)
        {
            var name = await TestServer.Take();
            return new TestDatabase(TestServer.Connection(name), MakeFolder(), name);
        }
        var folder = MakeFolder();
        var file = Path.Combine(folder, "shortener.db");
        await File.WriteAllBytesAsync(file, await MigratedFile.Value);
        return new TestDatabase(file, folder, onServer: null);
    }

    public ValueTask DisposeAsync()
    {
        Db.Dispose();
        Directory.Delete(Folder, recursive: true);
        if (_onServer is not null) TestServer.Drop(_onServer);
        return ValueTask.CompletedTask;
    }

    private static readonly Lazy<Task<byte[]>> MigratedFile = new(async () =>
    {
        var folder = MakeFolder();
        var file = Path.Combine(folder, "shortener.db");
        using (var db = new Db(new StorageSettings { Database = file }))
        {
            await new Migrator(db, TimeProvider.System).Run();
        }
        var bytes = await File.ReadAllBytesAsync(file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    });

    private static string MakeFolder() => Directory.CreateTempSubdirectory("shortener-test-").FullName;
}
