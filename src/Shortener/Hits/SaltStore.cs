using System.Collections.Concurrent;
using System.Security.Cryptography;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// The random salts of the visitor days: shared by all processes, older than a restart, and deleted within 48
/// hours.
/// </summary>
public sealed class SaltStore(Db db, TimeProvider clock)
{
    /// <summary>
    /// A salt is made at most an hour before its day, which has at most 25: by then it is out of use.
    /// </summary>
    private static readonly TimeSpan Age = TimeSpan.FromHours(47);

    private const string FindOne = "select salt from visitor_salts where day = @Day";

    private const string Add = """
        insert into visitor_salts (day, salt, created_at)
        values (@Day, @Salt, @Now)
        on conflict (day) do nothing
        """;

    private const string DeleteOld = "delete from visitor_salts where created_at < @Before";

    // Nobody can come again as the visitor of a day that has no salt.
    private const string DeleteHeirs =
        "delete from unique_heirs where day not in (select day from visitor_salts)";

    private const string DeleteLandings =
        "delete from share_landings where day not in (select day from visitor_salts)";

    private readonly ConcurrentDictionary<int, byte[]> _salts = new();

    /// <summary>
    /// The salt of a visitor day. Asks the database once; where that is away, the day gets one of this
    /// process.
    /// </summary>
    public byte[] Of(int day) => _salts.TryGetValue(day, out var salt)
        ? salt
        : _salts.GetOrAdd(day, RandomNumberGenerator.GetBytes(VisitorKey.SaltBytes));

    /// <summary>
    /// Reads the day's salt from the database, or puts one there: before the day is needed.
    /// </summary>
    public async Task Prepare(int day, CancellationToken ct = default)
    {
        if (_salts.ContainsKey(day)) return;
        var mine = RandomNumberGenerator.GetBytes(VisitorKey.SaltBytes);
        await db.Run(Add, new { Day = day, Salt = mine, Now = clock.GetUtcNow() }, ct);
        _salts.TryAdd(day, (await db.Find<byte[]>(FindOne, new { Day = day }, ct))!);
    }

    /// <summary>Deletes what is too old, here and in the database.</summary>
    /// <param name="today">The current visitor day.</param>
    public async Task Forget(int today, CancellationToken ct = default)
    {
        if (await db.Run(DeleteOld, new { Before = clock.GetUtcNow() - Age }, ct) > 0)
        {
            await db.Run(DeleteHeirs, ct: ct);
            await db.Run(DeleteLandings, ct: ct);
        }
        foreach (var day in _salts.Keys.Where(day => day < today - 1)) _salts.TryRemove(day, out _);
    }
}
