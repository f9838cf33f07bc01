using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Writes batches of hits to the log. One thread uses it, with a connection of its own that stays open; it
/// blocks rather than awaits, because SQLite does so anyway.
/// </summary>
/// <remarks>
/// Whoever writes hits holds a lock over the whole batch (SQLite's own, an advisory one on PostgreSQL), so
/// <c>seq</c>
/// is the order of commits on both engines, and nothing can appear below a seq once seen. It also makes this
/// store's memory of numbers and unique visitors safe: what another process wrote shows in <c>max(seq)</c>,
/// and is read first.
/// </remarks>
internal sealed class HitStore(Db db, HitSettings settings, VisitorDays days, TimeProvider clock) : IDisposable
{
    private const string LastSeq = "select coalesce(max(seq), 0) from hits";

    private const string Insert =
        $"insert into hits ({HitRow.Columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private const string Copy = $"copy hits ({HitRow.Columns}) from stdin (format binary)";

    private const string UniqueSince = """
        select h.at, h.link_id, h.visitor
        from hits h
        where h.seq > @Seq
          and h.is_unique = 1
        """;

    // A day's hits lie in the quarters that began within it, and in the tail that is in no quarter yet.
    private const string UniqueOfDay = """
        select h.at, h.link_id, h.visitor
        from hits h
        where h.seq >= coalesce(
            (select min(s.first_seq) from hit_spans s where s.quarter >= @Start / 900000 and s.quarter < @End / 900000),
            (select w.value + 1 from watermarks w where w.name = 'folded'))
          and h.at >= @Start
          and h.at < @End
          and h.is_unique = 1
        """;

    private const string UidsSince = "select uid from hits where seq > @Seq";

    private const string Remember =
        "insert into replayed_lines (uid) values (@Uid) on conflict (uid) do nothing";

    private sealed record Unique
    {
        public long At { get; init; }
        public long LinkId { get; init; }
        public long Visitor { get; init; }
    }

    private readonly EntryStore _entries = new(settings, clock);
    private UniqueVisitors _visitors = null!;
    private DbConnection? _connection;
    private DbTransaction _transaction = null!;
    private DbCommand? _lastSeq;
    private SqliteInsert? _insert;

    /// <summary>The last row number this store knows to be committed; -1 before its first batch.</summary>
    public long Committed { get; private set; } = -1;

    /// <summary>Stores the batch, all of it or nothing.</summary>
    /// <exception cref="DbException">The database did not take it.</exception>
    public void Append(IReadOnlyList<Hit> batch) => Write(batch, () => batch);

    /// <summary>
    /// Stores those lines of a replayed file that the log does not have; how many those were.
    /// </summary>
    /// <exception cref="DbException">The database did not take it.</exception>
    public int AppendReplayed(IReadOnlyList<Hit> batch) => Write(batch, () =>
        [.. batch.Where(hit => _connection!.Execute(Remember, new { hit.Uid }, _transaction) == 1)]);

    /// <summary>
    /// Stores those of the batch that are not in the log after row <paramref name="seq"/>; how many those
    /// were.
    /// </summary>
    /// <remarks>
    /// Looked for with the lock held: a process that was killed may have left a server still busy with its
    /// commit.
    /// </remarks>
    /// <exception cref="DbException">The database did not take it.</exception>
    public int AppendMissing(IReadOnlyList<Hit> batch, long seq) => Write(batch, () =>
    {
        var uids = batch.Select(hit => hit.Uid).ToHashSet();
        uids.ExceptWith(_connection!.Query<long>(UidsSince, new { Seq = seq }, _transaction, buffered: false).Where(uids.Contains).ToList());
        return [.. batch.Where(hit => uids.Contains(hit.Uid))];
    });

    public void Dispose() => Close();

    private int Write(IReadOnlyList<Hit> batch, Func<IReadOnlyList<Hit>> choose)
    {
        using var turn = db.Engine is Engine.Sqlite ? db.Gate.EnterBlocking() : default;
        try
        {
            Begin();
            var chosen = choose();
            _entries.Number(chosen, _connection!, _transaction);
            InsertRows(chosen);
            var last = ReadLastSeq();
            ClickIdStore.Add(_connection!, chosen, last, clock.GetUtcNow());
            ShareLandingStore.Add(_connection!, chosen);
            _transaction.Commit();

            Committed = last;
            _entries.Keep();
            _visitors.Keep();
            return chosen.Count;
        }
        catch
        {
            _entries.Forget();
            _visitors?.Forget();
            Close();
            throw;
        }
        finally
        {
            _transaction?.Dispose();
        }
    }

    private void Begin()
    {
        if (_connection is null) Open();
        _transaction = _connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: false)
            : _connection!.BeginTransaction();
        if (db.Engine is Engine.Postgres) _connection!.Execute(Locks.Hits, transaction: _transaction);

        var last = ReadLastSeq();
        if (Committed < 0) _visitors = new UniqueVisitors(LoadDay);
        else if (last != Committed) NoteOthers();
        Committed = last;
    }

    private void Open()
    {
        _connection = db.OpenBlocking();
        _lastSeq = _connection.CreateCommand();
        _lastSeq.CommandText = LastSeq;
        if (_connection is SqliteConnection sqlite) _insert = new SqliteInsert(sqlite, Insert, HitRow.Length);
    }

    private void Close()
    {
        _insert?.Dispose();
        _insert = null;
        _lastSeq?.Dispose();
        _lastSeq = null;
        _connection?.Dispose();
        _connection = null;
    }

    private long ReadLastSeq()
    {
        _lastSeq!.Transaction = _transaction;
        return (long)_lastSeq.ExecuteScalar()!;
    }

    private void NoteOthers()
    {
        foreach (var click in _connection!.Query<Unique>(UniqueSince, new { Seq = Committed }, _transaction))
        {
            _visitors.Note(days.Of(click.At), click.LinkId, click.Visitor);
        }
    }

    private IEnumerable<(long LinkId, long Visitor)> LoadDay(int day) => _connection!
        .Query<Unique>(
            UniqueOfDay, new { Start = days.Start(day), End = days.Start(day + 1) }, _transaction,
            buffered: false)
        .Select(click => (click.LinkId, click.Visitor));

    private bool IsUnique(Hit hit) =>
        hit is { Kind: HitKind.Click, Reason: OrphanReason.None }
            && _visitors.IsFirst(hit.Day, hit.LinkId, hit.Visitor);

    private void InsertRows(IReadOnlyList<Hit> batch)
    {
        if (_insert is not null) InsertEach(_insert, batch);
        else CopyIn((NpgsqlConnection)_connection!, batch);
    }

    private void InsertEach(SqliteInsert insert, IReadOnlyList<Hit> batch)
    {
        Span<long> row = stackalloc long[HitRow.Length];
        foreach (var hit in batch)
        {
            HitRow.Fill(row, hit, IsUnique(hit));
            insert.Run(row);
        }
    }

    // COPY, because a row at a time costs PostgreSQL a round trip each.
    private void CopyIn(NpgsqlConnection connection, IReadOnlyList<Hit> batch)
    {
        // The days these hits need are read before COPY takes the connection.
        var unique = batch.Select(IsUnique).ToArray();
        Span<long> row = stackalloc long[HitRow.Length];
        using var rows = connection.BeginBinaryImport(Copy);
        for (var i = 0; i < batch.Count; i++)
        {
            HitRow.Fill(row, batch[i], unique[i]);
            rows.StartRow();
            for (var column = 0; column < row.Length; column++)
            {
                if (HitRow.IsSmall(column)) rows.Write((short)row[column], NpgsqlDbType.Smallint);
                else rows.Write(row[column], NpgsqlDbType.Bigint);
            }
        }
        rows.Complete();
    }
}
