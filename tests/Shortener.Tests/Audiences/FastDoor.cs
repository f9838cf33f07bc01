using Shortener.Channels;
using Shortener.Channels.Dark;

namespace Shortener.Tests.Audiences;

/// <summary>Puts a world's requests through the classifier and counts what it says, as the report does from the log.</summary>
internal sealed class FastDoor
{
    private static readonly Classifier Classifier = Classifier.Load();

    private readonly Dictionary<(int Link, int? SharedTo), Sightings> _rows = [];
    private readonly ShareFolder _shares = new(Sharing.Default);

    private FastDoor(IEnumerable<Call> calls)
    {
        foreach (var call in calls) Take(call);
    }

    /// <summary>What the estimator is given.</summary>
    public IReadOnlyList<Sightings> Links => [.. _rows.Values];

    /// <summary>Dark clicks that name their app, by app.</summary>
    public Dictionary<string, int> Confirmed { get; } = [];

    /// <summary>Clicks that really came from an app and are dark, by app.</summary>
    public Dictionary<string, int> Truth { get; } = [];

    /// <summary>Confirmed clicks that really came from another app.</summary>
    public int Wrong { get; private set; }

    /// <summary>Dark clicks that came from no app anybody could name.</summary>
    public int Unknown { get; private set; }

    public int Clicks { get; private set; }

    public static FastDoor Watch(IEnumerable<Call> calls) => new(calls);

    private void Take(Call call)
    {
        var trigger = call.Share > 0 ? HitTrigger.Share : HitTrigger.Link;
        var seen = Classifier.Classify(call.Headers.Facts(trigger, call.SharedTo));
        var hit = new DarkHit(seen.Kind, seen.Client.Os, seen.Origin, call.Headers.Referrer is not null);
        if (seen.Kind is HitKind.Preview && seen.Origin is { Shared: true, App: { } fetcher })
        {
            var at = DateTimeOffset.UnixEpoch.AddSeconds(call.At);
            if (_shares.Take(call.Link, call.Share, fetcher, call.Network, at)
                && Visibility.Default.IndexOf(Sharing.Default.Of(fetcher).App) is >= 0 and var app)
            {
                Row(call, call.SharedTo).Shares[app]++;
            }
            return;
        }
        if (seen.Kind is not HitKind.Click) return;
        Clicks++;
        Counting.Add(Row(call, call.SharedTo), hit, Visibility.Default);
        if (!seen.Origin.Dark) return;
        if (call.From is null) Unknown++;
        if (call.From is { } from) Truth[from] = Truth.GetValueOrDefault(from) + 1;
        if (hit.Names is not { } name) return;
        Confirmed[name] = Confirmed.GetValueOrDefault(name) + 1;
        if (name != call.From) Wrong++;
    }

    private Sightings Row(Call call, string? sharedTo)
    {
        int? to = sharedTo is null ? null : Visibility.Default.IndexOf(sharedTo);
        if (!_rows.TryGetValue((call.Link, to), out var row))
        {
            _rows[(call.Link, to)] = row = new Sightings(Visibility.Default.Apps.Count) { SharedTo = to };
        }
        return row;
    }
}
