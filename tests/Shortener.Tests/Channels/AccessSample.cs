using Shortener.Channels;
using Shortener.Hits;
using Shortener.Tests.Support;
using Shortener.Transfer;
using Shortener.Values;

namespace Shortener.Tests.Channels;

/// <summary>
/// Ten thousand real requests to a website, and what the classifier says of each by itself.
/// </summary>
internal sealed class AccessSample
{
    /// <summary>The paths of the website are shared out among so many links.</summary>
    public const int Links = 20;

    private static readonly Classifier Classifier = Classifier.Load();

    private AccessSample(List<Request> requests) => Requests = requests;

    /// <summary>Those that a short link takes: GET and HEAD, in their order.</summary>
    public IReadOnlyList<Request> Requests { get; }

    /// <summary>A line of the log.</summary>
    /// <param name="Unique">A visitor's first click on that link that day (UTC).</param>
    public sealed record Request(ReplayLine Line, int Link, Classification Answer, bool Unique);

    public static AccessSample Read()
    {
        var (requests, seen) = (new List<Request>(), new HashSet<(int, DateTime, string, string?)>());
        foreach (var text in File.ReadLines(Shared.Find("reference/access-sample.log")))
        {
            if (CombinedLog.Parse(text).Line is not { Method: "GET" or "HEAD" } line) continue;
            var userAgent = line.Headers.GetValueOrDefault("user-agent");
            var link = 1 + (line.Target.Sum(c => c) % Links);
            var answer = Classifier.Classify(new VisitFacts(
                userAgent, Referrers.Reduce(line.Headers.GetValueOrDefault("referer")),
                new VisitSignals { Method = line.Method },
                HitTrigger.Link, LinkOrigin.Untagged));
            var isFirst = answer.Kind is HitKind.Click
                && seen.Add((link, line.At.UtcDateTime.Date, $"{line.Address}", userAgent));
            requests.Add(new Request(line, link, answer, isFirst));
        }
        return new AccessSample(requests);
    }

    /// <summary>The word of a grouping; empty for "unknown".</summary>
    public static string Word(Request request, string by) => by switch
    {
        "channel" => request.Answer.Origin.Channel,
        "app" => request.Answer.Origin.App,
        "evidence" => request.Answer.Origin.Evidence,
        "inApp" => request.Answer.Client.InApp,
        "browser" => request.Answer.Client.Browser,
        "os" => request.Answer.Client.Os,
        "device" => request.Answer.Client.Device,
        "none" => "",
        _ => throw new ArgumentException(by),
    } ?? "";

    /// <summary>What a report must say, counted request by request.</summary>
    public static Dictionary<string, HitCounts> Count(IEnumerable<Request> requests, string by) =>
        requests.GroupBy(request => Word(request, by)).ToDictionary(group => group.Key, group => new HitCounts
        {
            Clicks = group.Count(request => request.Answer.Kind is HitKind.Click),
            UniqueClicks = group.Count(request => request.Unique),
            Previews = group.Count(request => request.Answer.Kind is HitKind.Preview),
            Bots = group.Count(request => request.Answer.Kind is HitKind.Bot),
            Prefetches = group.Count(request => request.Answer.Kind is HitKind.Prefetch),
        });
}
