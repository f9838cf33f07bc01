using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>How many hits links have, as far as that decides where a report reads.</summary>
internal static class LinkHits
{
    /// <summary>Beyond so many links, the log is quicker than a jump to each.</summary>
    public const int MostLinks = 200;

    /// <summary>Links with so many hits are quicker read as they are than from all links' digests.</summary>
    public const int Few = 20_000;

    private static readonly Sql OfLinks =
        "select coalesce(sum(clicks + previews), 0) from link_totals where " + Sql.AnyOf("link_id", "Links");

    /// <summary>Clicks and previews that are folded.</summary>
    public static Task<long> Count(Tx tx, IEnumerable<long> links) =>
        tx.Find<long>(OfLinks, new { Links = Json.Of(links) });
}
