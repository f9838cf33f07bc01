namespace Shortener.Reports;

/// <summary>
/// Clicks on a link that look the same: of the link itself, or through share links that were made for no app.
/// </summary>
/// <param name="Look">By its number in <see cref="ClickLooks"/>.</param>
internal readonly record struct LookedClicks(long Link, int Look, long Count);

/// <summary>Clicks through a share link that was made for an app.</summary>
internal readonly record struct ThroughClicks(long Link, long Share, int Look, long Count);

/// <summary>
/// Clicks on a link by what a tool makes of them that goes by Referer and tags; others are left out.
/// </summary>
/// <param name="App">The app it credits; empty where it says direct.</param>
internal readonly record struct OrdinaryClicks(long Link, string App, long Count);

/// <summary>
/// What the dark-social report needs of the hits of some time: as single hits told it, or as a digest keeps
/// it.
/// </summary>
internal sealed record DarkHits
{
    public required ClickLooks Looks { get; init; }

    public required IReadOnlyList<LookedClicks> Clicks { get; init; }

    public required IReadOnlyList<ThroughClicks> Through { get; init; }

    public required IReadOnlyList<OrdinaryClicks> Ordinary { get; init; }

    public required IReadOnlyList<PreviewSeen> Previews { get; init; }

    /// <summary>Clicks on links themselves, by looks and hours.</summary>
    public required TimedClicks Timed { get; init; }

    /// <summary>Adds them to what a report counts.</summary>
    public void AddTo(DarkCounts counts)
    {
        var looks = new int[Looks.Count];
        for (var i = 0; i < looks.Length; i++)
        {
            looks[i] = counts.Looks.Of(Looks[i].Stayed.Hit.Origin, Looks[i].Stayed.Hit.Os, Looks[i].SharedTo);
        }
        foreach (var clicks in Clicks) counts.Add(clicks with { Look = looks[clicks.Look] });
        foreach (var clicks in Through) counts.Add(clicks with { Look = looks[clicks.Look] });
        foreach (var (link, app, count) in Ordinary) counts.AddOrdinary(link, counts.Credited.Of(app), count);
        foreach (var preview in Previews) counts.Add(preview);
        counts.Narrow(Timed.Sample);
        foreach (var click in Timed.Clicks) counts.Add(click with { What = looks[click.What] });
    }
}
