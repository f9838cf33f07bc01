using Shortener.Channels;
using Shortener.Channels.Geo;
using Shortener.Hits;

namespace Shortener.Tests.Support;

/// <summary>Finished hits for tests that begin at the log. Every call has a uid of its own.</summary>
internal sealed class HitBuilder(VisitorDays days)
{
    private readonly Dictionaries _dictionaries = new(new HitSettings());
    private long _uid;

    public HitBuilder() : this(new VisitorDays(TimeZoneInfo.Utc))
    {
    }

    public Hit Click(
        long link, DateTimeOffset at, long visitor = 1, HitKind kind = HitKind.Click,
        string userAgent = "Firefox",
        OrphanReason reason = OrphanReason.None, long? uid = null, HitShare? share = null) => new()
        {
            Uid = uid ?? ++_uid,
            At = at.ToUnixTimeMilliseconds(),
            Day = days.Of(at.ToUnixTimeMilliseconds()),
            LinkId = link,
            Kind = kind,
            Trigger = HitTrigger.Link,
            Reason = reason,
            Visitor = visitor,
            Network = 1,
            UserAgent = _dictionaries.Text(userAgent),
            Signals = _dictionaries.Signals(VisitSignals.None),
            Referrer = _dictionaries.Text("t.co"),
            Language = _dictionaries.Text("de"),
            Place = _dictionaries.Place(new Place("DE", null, null)),
            Utm = _dictionaries.Utm(UtmSet.Empty with { Source = "newsletter" }, fromVisitor: false),
            Client = _dictionaries.Client(new Client("Firefox", "Linux", "desktop", null, null)),
            Origin = _dictionaries.Origin(new Origin("social", "X", "link-shim", 0.95, false, false)),
            Slug = Dictionaries.NoText,
            Share = share,
        };
}
