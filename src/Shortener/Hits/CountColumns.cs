using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>The six columns of counts that every roll-up has.</summary>
public static class CountColumns
{
    public const string Names = "clicks, unique_clicks, qr_scans, previews, bots, prefetches";

    /// <summary>The conflict clause of an insert that adds to the row that is there.</summary>
    internal static string Adding(string table, string key) =>
        $"on conflict ({key}) do update set " + string.Join(
            ", ", Names.Split(", ").Select(name => $"{name} = {table}.{name} + excluded.{name}"));

    /// <summary>Reads the counts of a row.</summary>
    /// <param name="first">Where in the row they begin.</param>
    public static HitCounts Read(NumberScan row, int first) => new()
    {
        Clicks = row[first],
        UniqueClicks = row[first + 1],
        QrScans = row[first + 2],
        Previews = row[first + 3],
        Bots = row[first + 4],
        Prefetches = row[first + 5],
    };
}
