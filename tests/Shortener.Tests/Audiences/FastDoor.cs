using Shortener.Channels;
using Shortener.Channels.Dark;
using Shortener.Reports;
using Shortener.Values;

namespace Shortener.Tests.Audiences;

/// <summary>
/// Puts a world's requests through the classifier, without server and database: what the report then reads of
/// the log, and beside it what is true.
/// </summary>
internal sealed class FastDoor
{
    /// <summary>When a world begins.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Period Long = new(Beginning, Beginning.AddDays(90), TimeZoneInfo.Utc);

    private readonly List<(Call Call, DarkHit Hit)> _clicks = [];

    private FastDoor(IEnumerable<Call> calls, Classifier classifier)
    {
        var counts = new DarkCounts(_ => true);
        foreach (var call in calls)
        {
            var seen = classifier.Classify(
                call.Headers.Facts(call.Share > 0 ? HitTrigger.Share : HitTrigger.Link, call.SharedTo));
            if (seen.Kind is HitKind.Click)
            {
                _clicks.Add((call, new DarkHit(seen.Kind, seen.Client.Os, seen.Origin)));
                Add(counts, call, counts.Looks.Of(seen.Origin, seen.Client.Os, call.SharedTo));
                if (Ordinarily(classifier, call) is { } app)
                {
                    counts.AddOrdinary(call.Link, counts.Credited.Of(app), 1);
                }
            }
            if (seen is not { Kind: HitKind.Preview, Origin: { Shared: true, App: { } fetcher } origin })
            {
                continue;
            }
            counts.Add(new PreviewSeen(
                Beginning.AddSeconds(call.At), call.Link, call.Share, call.SharedTo, fetcher, origin.Channel, call.Network));
        }
        Seen = counts.Finish(Long, since: null);
        Judge(counts.Carried);
    }

    /// <summary>What the report is made of.</summary>
    public DarkSeen Seen { get; }

    /// <summary>Dark clicks that name their app, by app.</summary>
    public Dictionary<string, int> Confirmed { get; } = [];

    /// <summary>Clicks that really came from an app and are dark, by app.</summary>
    public Dictionary<string, int> Truth { get; } = [];

    /// <summary>Confirmed clicks that really came from another app.</summary>
    public int Wrong { get; private set; }

    /// <summary>Clicks that were telling and yet are not confirmed.</summary>
    public int Missed { get; private set; }

    /// <summary>Dark clicks.</summary>
    public int Dark { get; private set; }

    /// <summary>Dark clicks that came from no app anybody could name.</summary>
    public int Unknown { get; private set; }

    public int Clicks => _clicks.Count;

    public static FastDoor Watch(IEnumerable<Call> calls, Classifier classifier) => new(calls, classifier);

    private static void Add(DarkCounts counts, Call call, int look)
    {
        if (call.SharedTo is null) counts.Add(new LookedClicks(call.Link, look, 1));
        else counts.Add(new ThroughClicks(call.Link, call.Share, look, 1));
        if (call.Share == 0)
        {
            counts.Add(new TimedClick(call.Link, Beginning.ToUnixTimeSeconds() + call.At, look));
        }
    }

    /// <summary>
    /// The app that the destination's own tool credits, to which a share tells what it was made for: empty
    /// for direct, null for none.
    /// </summary>
    private static string? Ordinarily(Classifier classifier, Call call)
    {
        var source = call.SharedTo?.ToLowerInvariant().Replace(' ', '-');
        return call.Headers.Referrer is null && source is null
            ? ""
            : classifier.ReadOrdinarily(call.Headers.Referrer, source, source is null ? null : "share").App;
    }

    private void Judge(CarriedShares carried)
    {
        var spread = _clicks.Where(click => click.Call.Share > 0 && click.Call.From != click.Call.SharedTo)
            .Select(click => click.Call.Share).ToHashSet();
        foreach (var (call, hit) in _clicks.Where(click => click.Hit.Origin.Dark))
        {
            Dark++;
            if (call.From is null) Unknown++;
            if (call.From is { } from) Truth[from] = Truth.GetValueOrDefault(from) + 1;
            var name = (hit with { IsCarried = carried.Contains(call.Share) }).Names;
            var isTelling = call.IsShown || call.Share > 0 && !spread.Contains(call.Share);
            if (name is null && isTelling) Missed++;
            if (name is null) continue;
            Confirmed[name] = Confirmed.GetValueOrDefault(name) + 1;
            if (name != call.From) Wrong++;
        }
    }
}
