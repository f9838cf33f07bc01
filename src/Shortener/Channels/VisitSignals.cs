using System.Text;

namespace Shortener.Channels;

/// <summary>
/// Every signal of a request that classification reads besides user agent and referrer. Kept with each hit as
/// one canonical text, so that hits can be classified anew when the patterns improve.
/// </summary>
/// <remarks>
/// Null means: not sent. Values are cropped and free of control characters before they get here.
/// </remarks>
public sealed record VisitSignals
{
    /// <summary>A plain GET that sent none of these headers.</summary>
    public static readonly VisitSignals None = new();

    /// <summary>Upper case: GET or HEAD.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>
    /// Sec-Purpose, else Purpose, X-Purpose or X-Moz: <c>prefetch</c>, <c>prefetch;prerender</c>,
    /// <c>preview</c> …
    /// </summary>
    public string? Purpose { get; init; }

    /// <summary>Sec-Fetch-Site: none, same-origin, same-site or cross-site.</summary>
    public string? FetchSite { get; init; }

    /// <summary>Sec-Fetch-Mode.</summary>
    public string? FetchMode { get; init; }

    /// <summary>Sec-Fetch-Dest.</summary>
    public string? FetchDest { get; init; }

    /// <summary>Sec-Fetch-User: <c>?1</c> where a person acted.</summary>
    public string? FetchUser { get; init; }

    /// <summary>Sec-CH-UA, as sent.</summary>
    public string? Brands { get; init; }

    /// <summary>Sec-CH-UA-Mobile: <c>?0</c> or <c>?1</c>.</summary>
    public string? Mobile { get; init; }

    /// <summary>Sec-CH-UA-Platform, as sent (with its quotes).</summary>
    public string? Platform { get; init; }

    /// <summary>X-Requested-With: the package of an Android app, or XMLHttpRequest.</summary>
    public string? RequestedWith { get; init; }

    /// <summary>
    /// Names of the click ids in the query, lower case, sorted, joined by commas. Never their values.
    /// </summary>
    public string? ClickIds { get; init; }

    /// <summary>WeChat's <c>from</c>: singlemessage, groupmessage or timeline.</summary>
    public string? From { get; init; }

    /// <summary><c>utm_source</c> of the visitor's own query.</summary>
    public string? UtmSource { get; init; }

    /// <summary><c>utm_medium</c> of the visitor's own query.</summary>
    public string? UtmMedium { get; init; }

    /// <summary>
    /// The first language of Accept-Language as a lower-case primary subtag; null where none was sent.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>
    /// The canonical text, <c>name=value</c> lines in a fixed order; absent signals are left out.
    /// </summary>
    public string ToText()
    {
        var text = new StringBuilder("method=").Append(Method);
        foreach (var (name, value) in Named())
        {
            if (value is not null) text.Append('\n').Append(name).Append('=').Append(value);
        }
        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToText"/> wrote; lines with unknown names are passed over.</summary>
    public static VisitSignals Parse(string text)
    {
        var values = text.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1]);
        string? Value(string name) => values[name].FirstOrDefault();
        return new VisitSignals
        {
            Method = Value("method") ?? "GET",
            Purpose = Value("purpose"),
            FetchSite = Value("fetch-site"),
            FetchMode = Value("fetch-mode"),
            FetchDest = Value("fetch-dest"),
            FetchUser = Value("fetch-user"),
            Brands = Value("brands"),
            Mobile = Value("mobile"),
            Platform = Value("platform"),
            RequestedWith = Value("requested-with"),
            ClickIds = Value("click-ids"),
            From = Value("from"),
            UtmSource = Value("utm-source"),
            UtmMedium = Value("utm-medium"),
            Language = Value("language"),
        };
    }

    private (string Name, string? Value)[] Named() =>
    [
        ("purpose", Purpose), ("fetch-site", FetchSite), ("fetch-mode", FetchMode), ("fetch-dest", FetchDest),
        ("fetch-user", FetchUser), ("brands", Brands), ("mobile", Mobile), ("platform", Platform),
        ("requested-with", RequestedWith), ("click-ids", ClickIds), ("from", From), ("utm-source", UtmSource),
        ("utm-medium", UtmMedium), ("language", Language),
    ];
}
