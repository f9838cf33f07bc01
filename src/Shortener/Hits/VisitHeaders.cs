using Microsoft.Extensions.Primitives;

namespace Shortener.Hits;

/// <summary>
/// The headers that a visit is read from, picked on one way through all that were sent: to ask for each of
/// them by name takes a redirect several times as long.
/// </summary>
/// <remarks>As they were sent; null or empty where they were not.</remarks>
public record struct VisitHeaders
{
    /// <summary>User-Agent.</summary>
    public string? UserAgent { get; private set; }

    /// <summary>Referer.</summary>
    public string? Referer { get; private set; }

    /// <summary>Accept-Language.</summary>
    public string? AcceptLanguage { get; private set; }

    /// <summary>X-Requested-With.</summary>
    public string? RequestedWith { get; private set; }

    /// <summary>Sec-Fetch-Site.</summary>
    public string? FetchSite { get; private set; }

    /// <summary>Sec-Fetch-Mode.</summary>
    public string? FetchMode { get; private set; }

    /// <summary>Sec-Fetch-Dest.</summary>
    public string? FetchDest { get; private set; }

    /// <summary>Sec-Fetch-User.</summary>
    public string? FetchUser { get; private set; }

    /// <summary>Sec-CH-UA.</summary>
    public string? Brands { get; private set; }

    /// <summary>Sec-CH-UA-Mobile.</summary>
    public string? Mobile { get; private set; }

    /// <summary>Sec-CH-UA-Platform.</summary>
    public string? Platform { get; private set; }

    /// <summary>Sec-Purpose.</summary>
    public string? SecPurpose { get; private set; }

    /// <summary>Purpose.</summary>
    public string? Purpose { get; private set; }

    /// <summary>X-Purpose.</summary>
    public string? XPurpose { get; private set; }

    /// <summary>X-Moz.</summary>
    public string? XMoz { get; private set; }

    /// <summary>Picks them from a request's.</summary>
    public static VisitHeaders Of(IEnumerable<KeyValuePair<string, StringValues>> sent)
    {
        var headers = new VisitHeaders();
        foreach (var (name, value) in sent) headers.Take(name, value);
        return headers;
    }

    /// <summary>Takes a header by its name, in any case; one that no visit is read from is passed over.</summary>
    public void Take(string name, string? value)
    {
        switch (name.Length)
        {
            case 5 when Is(name, "x-moz"): XMoz = value; break;
            case 7 when Is(name, "referer"): Referer = value; break;
            case 7 when Is(name, "purpose"): Purpose = value; break;
            case 9 when Is(name, "sec-ch-ua"): Brands = value; break;
            case 9 when Is(name, "x-purpose"): XPurpose = value; break;
            case 10 when Is(name, "user-agent"): UserAgent = value; break;
            case 11 when Is(name, "sec-purpose"): SecPurpose = value; break;
            case 14 when Is(name, "sec-fetch-site"): FetchSite = value; break;
            case 14 when Is(name, "sec-fetch-mode"): FetchMode = value; break;
            case 14 when Is(name, "sec-fetch-dest"): FetchDest = value; break;
            case 14 when Is(name, "sec-fetch-user"): FetchUser = value; break;
            case 15 when Is(name, "accept-language"): AcceptLanguage = value; break;
            case 16 when Is(name, "sec-ch-ua-mobile"): Mobile = value; break;
            case 16 when Is(name, "x-requested-with"): RequestedWith = value; break;
            case 18 when Is(name, "sec-ch-ua-platform"): Platform = value; break;
        }
    }

    /// <summary>These without Sec-Fetch-*, which a script's call sends of itself.</summary>
    public readonly VisitHeaders WithoutFetch() =>
        this with { FetchSite = null, FetchMode = null, FetchDest = null, FetchUser = null };

    private static bool Is(string name, string wanted) =>
        name.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
