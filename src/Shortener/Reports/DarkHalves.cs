using Shortener.Statistics;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Counts for the dark-social report. Bodies, the most of it, are counted in halves: even links and odd ones,
/// on two threads where a second is free.
/// </summary>
/// <remarks>
/// A share link is of one link: what one half counts says nothing of the other. Each goes through all bytes
/// and skips the links that are not its own: adding up takes longer than that.
/// </remarks>
internal sealed class DarkHalves
{
    private readonly DarkCounts _all;
    private readonly DarkCounts _even;
    private readonly DarkCounts _odd;

    /// <param name="links">Only these; all where null.</param>
    public DarkHalves(IReadOnlySet<long>? links)
    {
        _all = new DarkCounts(link => links?.Contains(link) ?? true);
        _even = new DarkCounts(link => link % 2 == 0 && _all.Counts(link), _all);
        _odd = new DarkCounts(link => link % 2 != 0 && _all.Counts(link), _all);
    }

    public void Add(DarkHits hits) => hits.AddTo(_all);

    /// <summary>Adds a digest's head.</summary>
    public void AddHead(ReadOnlySpan<byte> written, Block block) => DarkHead.Read(written, block, _all);

    /// <summary>Adds a digest's body, once all heads were added.</summary>
    public unsafe void AddBody(ReadOnlySpan<byte> written, Block block)
    {
        // They stay where they are until both halves have read them: a lambda cannot hold a span.
        fixed (byte* first = written)
        {
            var (at, length) = ((nint)first, written.Length);
            Halves.Do(
                () => DarkDigest.ReadBody(new ReadOnlySpan<byte>((byte*)at, length), block, _even),
                () => DarkDigest.ReadBody(new ReadOnlySpan<byte>((byte*)at, length), block, _odd));
        }
    }

    /// <summary>All of it together, once everything was added.</summary>
    /// <param name="since">As of <see cref="DarkSeen.Since"/>.</param>
    public DarkSeen Finish(Period period, DateTimeOffset? since)
    {
        _all.Add(_even);
        _all.Add(_odd);
        return _all.Finish(period, since);
    }
}
