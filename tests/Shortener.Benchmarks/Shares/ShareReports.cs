using System.Globalization;
using Shortener.Benchmarks.Load;
using Shortener.Benchmarks.Reports;
using Shortener.Channels;
using Shortener.Reports;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Web;

namespace Shortener.Benchmarks.Shares;

/// <summary>
/// Asks for trees of shares and for the reports on sharing, and prints how long that took beside what was
/// promised.
/// </summary>
internal static class ShareReports
{
    private const int LimitMillis = 200;
    private const int WarmUp = 5;
    private const string BusiestLink = "1";
    private const string SmallLink = "5000";

    private static readonly (string Name, string? Link)[] Scopes =
    [
        ("instance", null),
        ("the busiest link", BusiestLink),
        ("a small link", SmallLink),
    ];

    public static async Task Run(Db db, SampleShares shares, ShareOptions options)
    {
        var lines = new List<(string What, double Median, double Max)>();
        await Trees(db, shares, options.Runs, lines);

        using var scans = new LongScans();
        var (classifier, clock) = (Classifier.Load(), new StoppedAt(SampleYear.Now));
        var sharing = new SharingStore(db, scans, new TagSpelling(classifier), clock);
        var dark = new DarkStore(db, scans, new TagSpelling(classifier), classifier, clock);
        foreach (var (name, link) in Scopes)
        {
            foreach (var interval in new[] { "30d", "12mo" })
            {
                foreach (var zone in new[] { "UTC", "Europe/Berlin" })
                {
                    var query = Query(link, interval, zone);
                    lines.Add(await Time(
                        $"sharing, {name}, {interval}, {zone}", options.Runs,
                        async () => SharingShape.Shape(await sharing.Read(query, default))));
                    lines.Add(await Time(
                        $"dark social, {name}, {interval}, {zone}", options.Runs,
                        async () => DarkShape.Shape(await dark.Read(query, default), classifier)));
                }
            }
        }
        Console.WriteLine(
            $"\n| asked for | median ms | max | within {LimitMillis} ms |\n|---|---:|---:|---|");
        foreach (var (what, median, max) in lines)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {median:n1} | {max:n1} | {(median <= LimitMillis ? "kept" : "NOT kept")} |"));
        }
    }

    private static async Task Trees(
        Db db, SampleShares shares, int runs, List<(string, double, double)> lines)
    {
        var (lists, trees) = (new ShareListStore(db), new ShareTreeStore(db));
        var (busiest, children) = shares.Busiest();
        var root = (await new ShareStore(db, TimeProvider.System).Find(busiest.Id, default))!;
        var middle = shares.All.Where(share => share.Parent >= 0 && shares.All[share.Parent].Id == root.Id)
            .Skip(children / 2).First();
        var link = shares.All.Where(share => share.Link == 1).ToList();

        lines.Add(await Time("the shares of the busiest link, first page", runs, () => Page(null)));
        lines.Add(await Time(
            $"the same, in the middle of {link.Count:n0}", runs,
            () => Page(new ShareKey(link[link.Count / 2].At, 0))));
        lines.Add(await Time(
            $"the tree of a share with {children:n0} children, first page", runs, () => Tree(null, 3, 100)));
        lines.Add(await Time(
            "the same, in the middle of its children", runs,
            () => Tree(new ShareKey(middle.At, middle.Id), 3, 100)));
        lines.Add(await Time("the same, 20 levels and 1,000 shares", runs, () => Tree(null, 20, 1_000)));
        lines.Add(await Time("the tree of the busiest link, 20 levels and 1,000 shares", runs, () =>
            trees.Below(new SharedLink(1, "", ""), new TreeSize(null, 20, 1_000), default)));

        async Task<object> Page(ShareKey? after)
        {
            var page = await lists.OfLinkAfter(1, after, 51, default);
            return await lists.CountsOf(page.Select(share => share.Id), default);
        }

        async Task<object> Tree(ShareKey? after, int depth, int limit) =>
            await trees.Below(root, new TreeSize(after, depth, limit), default);
    }

    private static DarkQuery Query(string? link, string interval, string zone)
    {
        var given = new Dictionary<string, string> { ["interval"] = interval, ["timezone"] = zone };
        if (link is not null) given["link"] = link;
        var parameters = new Parameters(given);
        return DarkQuery.Read(parameters, TimeZoneInfo.Utc, SampleYear.Now, "short.example")
            ?? throw new InvalidOperationException(parameters.Problems.First().Key);
    }

    private static async Task<(string, double, double)> Time<T>(string what, int runs, Func<Task<T>> ask)
    {
        var millis = new List<double>();
        // The first ones are for the compiler and the file system's cache; but what takes seconds is not
        // asked for again.
        for (var left = runs + WarmUp; left > 0; left--)
        {
            var start = TimeProvider.System.GetTimestamp();
            await ask();
            if (left == runs) millis.Clear();
            millis.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            if (millis[0] > 3_000) break;
        }
        return (what, millis.Median(), millis.Max());
    }
}
