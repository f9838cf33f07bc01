using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// What settling a part writes, cut into chunks of rows that one short transaction takes each.
/// </summary>
/// <param name="part">The part of the roll-ups that the rows belong to.</param>
/// <param name="length">How many rows a chunk has.</param>
internal sealed class SettleRows(long part, int length)
{
    private readonly List<Chunk> _chunks = [];

    /// <summary>
    /// Rows of one table. Written twice they are as written once: a part that was broken off is settled
    /// again.
    /// </summary>
    public sealed record Chunk(string Insert, string Conflict, NumberRows Rows)
    {
        public Task Write(Tx tx) => Rows.Insert(tx, Insert, Conflict);
    }

    /// <summary>The chunks, in the order the rows came.</summary>
    public IReadOnlyList<Chunk> Chunks => _chunks;

    public void AddHit(in LoggedHit hit) =>
        hit.AddTo(Open(
            LoggedHit.LinkRowLength, LoggedHit.InsertLinkHits, "on conflict (link_id, at, seq) do nothing"));

    public void AddDay((Dimension Dimension, int Day, long Key) key, HitCounts counts) =>
        Add(Open(
            10, $"insert into hit_days (dimension, day, part, key, {CountColumns.Names})",
            Replacing("dimension, day, part, key")),
            (long)key.Dimension, key.Day, key.Key, counts);

    public void AddMonth((Dimension Dimension, int Month, long Key) key, HitCounts counts) =>
        Add(Open(
            10, $"insert into hit_months (dimension, month, part, key, {CountColumns.Names})",
            Replacing("dimension, month, part, key")),
            (long)key.Dimension, key.Month, key.Key, counts);

    private static string Replacing(string key) =>
        $"on conflict ({key}) do update set "
            + string.Join(", ", CountColumns.Names.Split(", ").Select(name => $"{name} = excluded.{name}"));

    private void Add(NumberRows rows, long dimension, long slot, long key, HitCounts c) =>
        rows.Add(
            dimension, slot, part, key, c.Clicks, c.UniqueClicks, c.QrScans, c.Previews, c.Bots,
            c.Prefetches);

    private NumberRows Open(int width, string insert, string conflict)
    {
        if (_chunks.Count == 0 || _chunks[^1].Insert != insert || _chunks[^1].Rows.Count >= length)
        {
            _chunks.Add(new Chunk(insert, conflict, new NumberRows(width)));
        }
        return _chunks[^1].Rows;
    }
}
