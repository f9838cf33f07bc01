using Shortener.Channels;
using Shortener.Channels.Dark;
using Shortener.Reports;
using Shortener.Values;

namespace Shortener.Tests.Audiences;

/// <summary>
/// Puts a world's requests through the classifier, without server and database: what the report then reads of the log, and
/// beside it what is true.
/// </summary>
internal sealed class FastDoor
{
    /// <summary>When a world begins.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Period Long = new(Beginning, Beginning.AddDays(90), TimeZoneInfo.Utc);

    private readonly List<(Call Call, DarkHit Hit)> _clicks = [];

    private FastDoor(IEnumerable<Call> calls, Classifier classifier)
    {
        var previews = new List<PreviewSeen>();
        foreach (var call in calls)
        {
            var seen = classifier.Classify(call.Headers.Facts(call.Share > 0 ? HitTrigger.Share : HitTrigger.Link, call.SharedTo));
            if (seen.Kind is HitKind.Click) _clicks.Add((call, new DarkHit(seen.Kind, seen.Client.Os, seen.Origin)));
            if (seen is not { Kind: HitKind.Preview, Origin: { Shared: true, App: { } fetcher } origin }) continue;
            previews.Add(new PreviewSeen(
                Beginning.AddSeconds(call.At), call.Link, call.Share, call.SharedTo, fetcher, origin.Channel, call.Network));
        }
        Seen = new DarkSeen
        {
            Period = Long,
            Since = null,
            Clicks = [.. _clicks.GroupBy(click => (click.Call.Link, click.Call.Share, click.Call.SharedTo, click.Hit))
                .Select(alike => new DarkClicks(alike.Key.Link, alike.Key.Share, alike.Key.SharedTo, alike.Key.Hit, alike.Count()))],
            // A share tells the destination's own tool what it was made for.
            Ordinary = [.. _clicks.GroupBy(click => (click.Call.Headers.Referrer, Source: click.Call.SharedTo?.ToLowerInvariant().Replace(' ', '-')))
                .Select(alike => new OrdinaryClicks(alike.Key.Referrer, alike.Key.Source, alike.Key.Source is null ? null : "share", alike.Count()))],
            Previews = previews,
            Sights = [.. from click in _clicks
                         let sight = Counting.Of(click.Hit, isThroughShare: false, Visibility.Default)
                         where click.Call.Share == 0 && sight is not null
                         select new TimedSight(click.Call.Link, Beginning.ToUnixTimeSeconds() + click.Call.At, sight.Value)],
            Sample = default,
        };
        Judge();
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

    private void Judge()
    {
        var carried = DarkShape.Told(Seen).Where(clicks => clicks.Hit.IsCarried).Select(clicks => clicks.Share).ToHashSet();
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
