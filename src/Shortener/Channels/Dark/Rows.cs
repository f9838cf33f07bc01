namespace Shortener.Channels.Dark;

/// <summary>Keeps the work bounded: the links with most clicks one by one, the others together.</summary>
internal static class Rows
{
    /// <summary>
    /// At most <paramref name="most"/> rows. Small links are taken together by the app whose shares stand out
    /// on them, because links differ in where they were shared, and that difference is what tells apps apart.
    /// </summary>
    public static IReadOnlyList<Sightings> Gather(IReadOnlyList<Sightings> links, int apps, int most)
    {
        var rows = links.Where(link => link.SharedTo is not null)
            .GroupBy(link => (link.SharedTo, link.IsCarried))
            .Select(same => Sum(same, apps, same.Key.SharedTo, same.Key.IsCarried)).ToList();
        var bare = links.Where(link => link.SharedTo is null).OrderByDescending(link => link.Clicks).ToList();
        var single = Math.Min(bare.Count, most - rows.Count);
        if (single < bare.Count) single = Math.Max(0, single - bare.Select(StandsOut).Distinct().Count());
        rows.AddRange(bare.Take(single));
        rows.AddRange(bare.Skip(single).GroupBy(StandsOut).Select(same => Sum(same, apps)));
        return rows;
    }

    private static int StandsOut(Sightings link)
    {
        var most = 0;
        for (var a = 1; a < link.Shares.Length; a++)
        {
            if (link.Shares[a] > link.Shares[most]) most = a;
        }
        return link.Shares[most] > 0 ? most : -1;
    }

    private static Sightings Sum(
        IEnumerable<Sightings> links, int apps, int? sharedTo = null, bool isCarried = false)
    {
        var sum = new Sightings(apps) { SharedTo = sharedTo, IsCarried = isCarried };
        foreach (var link in links) sum.Add(link);
        return sum;
    }
}
