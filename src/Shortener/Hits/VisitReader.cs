using System.Net;
using Shortener.Channels;
using Shortener.Values;

namespace Shortener.Hits;

/// <summary>
/// The border: reads a request into a <see cref="Visit"/>, every header cropped to a named maximum.
/// </summary>
public sealed class VisitReader(InstanceSettings instance, HitClassifier classifier)
{
    private const int MaxUserAgent = 512;
    private const int MaxReferer = 2048;
    private const int MaxSignal = 256;
    private const int MaxLanguage = 3;

    private readonly HashSet<string> _domains = new(
        instance.Hosts().Select(host => WithoutPort(host)), StringComparer.OrdinalIgnoreCase);

    /// <summary>A request.</summary>
    /// <param name="token">As <see cref="Visit.Token"/>.</param>
    public Visit Read(
        long at, string method, string host, string slug, string query, IPAddress address,
        in VisitHeaders headers, string? token = null)
    {
        var asked = query.Length > 1 ? VisitQuery.Read(query, classifier.ClickIds) : VisitQuery.Empty;
        return new Visit
        {
            At = at,
            Host = host,
            Slug = slug,
            Token = token,
            Query = query,
            Address = address,
            UserAgent = HeaderText.Clean(headers.UserAgent ?? "", MaxUserAgent),
            Referrer = NotOwn(Referrers.Reduce(Crop(headers.Referer, MaxReferer)), host),
            Trigger = asked.IsQr ? HitTrigger.Qr : HitTrigger.Link,
            Signals = Signals(method, asked, in headers),
        };
    }

    private static VisitSignals Signals(string method, VisitQuery asked, in VisitHeaders headers)
    {
        return new VisitSignals
        {
            Method = method,
            Purpose = Signal(headers.SecPurpose) ?? Signal(headers.Purpose) ?? Signal(headers.XPurpose)
                ?? Signal(headers.XMoz),
            FetchSite = Signal(headers.FetchSite),
            FetchMode = Signal(headers.FetchMode),
            FetchDest = Signal(headers.FetchDest),
            FetchUser = Signal(headers.FetchUser),
            Brands = Signal(headers.Brands),
            Mobile = Signal(headers.Mobile),
            Platform = Signal(headers.Platform),
            RequestedWith = Signal(headers.RequestedWith),
            Language = Language(headers.AcceptLanguage),
            ClickIds = asked.ClickIds,
            From = asked.From,
            UtmSource = asked.UtmSource,
            UtmMedium = asked.UtmMedium,
        };
    }

    /// <summary>
    /// The first language asked for, as its lower-case primary subtag: <c>de-AT,de;q=0.9</c> is <c>de</c>.
    /// </summary>
    internal static string? Language(string? accepted)
    {
        var first = accepted.AsSpan().TrimStart();
        var length = 0;
        while (length < first.Length && char.IsAsciiLetter(first[length])) length++;
        var ends = length == first.Length || first[length] is '-' or '_' or ',' or ';' or ' ';
        return length is 2 or MaxLanguage && ends ? first[..length].ToString().ToLowerInvariant() : null;
    }

    // A visit from one of our own pages came from nowhere. While no domain is configured, the one asked for
    // is ours.
    private string? NotOwn(string? referrer, string host) =>
        referrer is not null && (
            _domains.Count > 0 ? _domains.Contains(referrer) : referrer == WithoutPort(host))
            ? null
            : referrer;

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }

    private static string? Signal(string? value) => Crop(value, MaxSignal);

    private static string? Crop(string? value, int maxLength) =>
        string.IsNullOrEmpty(value) ? null : HeaderText.Clean(value, maxLength);
}
