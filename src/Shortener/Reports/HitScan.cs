using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>What is counted of single hits: which ones, and by what.</summary>
/// <param name="column">The column whose values are counted, or null to count all in one.</param>
/// <param name="time">The rows of time that hits are counted in, instead of a column's values.</param>
internal sealed class HitScan(string? column, TimeBuckets? time, LogFilter filter) : IScan
{
    private const int FilterColumn = 1;

    /// <summary>
    /// The columns that <see cref="Add"/> reads, in its order. What every hit is counted by comes as one
    /// number: fewer columns are read faster.
    /// </summary>
    public string Columns =>
        $"{(time is null ? column ?? "0" : "at")} * 32 + is_unique * 16 + trigger * 4 + kind{filter.Columns}";

    /// <summary>What was counted.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Adds the scan's rows, or (<paramref name="sign"/> −1) takes them away.</summary>
    public async Task Add(NumberScan rows, int sign = 1)
    {
        while (await rows.Next())
        {
            if (!filter.Passes(rows, FilterColumn)) continue;
            var hit = rows[0];
            var key = hit >> 5;
            if (time is not null) key = time.IndexOf(key);
            Tally.Of(key).Count((HitKind)(hit & 3), (HitTrigger)(hit >> 2 & 3), (hit & 16) != 0, sign);
        }
    }
}
