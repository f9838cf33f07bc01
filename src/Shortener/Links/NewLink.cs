namespace Shortener.Links;

/// <summary>
/// What a caller sends for a link; with <see cref="LinkRules"/> behind it, also the content a link has, in
/// the form in which it is kept.
/// </summary>
public sealed record NewLink : LaterFields
{
    /// <summary>Where it leads: http or https, without credentials.</summary>
    public required string Url { get; init; }

    /// <summary>Chosen by the caller; left out, one is made.</summary>
    public string? Slug { get; init; }

    /// <summary>One of the configured domains; left out, the default one.</summary>
    public string? Domain { get; init; }

    public string? Title { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public string? UtmSource { get; init; }
    public string? UtmMedium { get; init; }
    public string? UtmCampaign { get; init; }
    public string? UtmTerm { get; init; }
    public string? UtmContent { get; init; }

    /// <summary>Goes out as the parameter <c>ref</c>.</summary>
    public string? Ref { get; init; }

    /// <summary>The caller's own name for the link, unique among links that are not deleted.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Before this moment the link is not answered with its destination.</summary>
    public DateTimeOffset? ValidSince { get; init; }

    /// <summary>From this moment on the link is over.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>How many clicks it takes until it is used up.</summary>
    public long? MaxClicks { get; init; }

    /// <summary>Where visitors go once it is over; without it they see a page that says so.</summary>
    public string? ExpiredUrl { get; init; }

    /// <summary>
    /// 301, 302 (default), 307 or 308. Browsers cache the permanent ones past any later count.
    /// </summary>
    public int? Status { get; init; }

    /// <summary>
    /// Whether the visitor's other query parameters go on to the destination; true by default.
    /// </summary>
    public bool? ForwardQuery { get; init; }

    /// <summary>
    /// Whether its clicks carry an id to the destination (<c>sc_id</c>), by which conversions are told; never
    /// where the status is 301 or 308. By default what <c>Shortener:Conversions:Track</c> says.
    /// </summary>
    public bool? TrackConversions { get; init; }

    /// <summary>
    /// Whether the destination has the snippet (<c>/t.js</c>): whoever comes through a share then takes its
    /// token along (<c>sc_share</c>), and pages of the destination may make shares of the link. False by
    /// default.
    /// </summary>
    public bool? Snippet { get; init; }

    /// <summary>False switches it off; true by default.</summary>
    public bool? Enabled { get; init; }

    /// <summary>True hides it from lists; it keeps redirecting.</summary>
    public bool? Archived { get; init; }

    public LinkQr? Qr { get; init; }

    /// <summary>The share page: its title, a sentence to friends, its buttons.</summary>
    public LinkShare? Share { get; init; }
    public string? Notes { get; init; }

    /// <summary>For imports, with an admin key only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>
    /// What a caller would have to send to keep the link as it is; slug and domain, which never change, are
    /// left out.
    /// </summary>
    public static NewLink Of(Link link) => new()
    {
        Url = link.Url,
        Title = link.Title,
        Tags = link.Tags,
        UtmSource = link.UtmSource,
        UtmMedium = link.UtmMedium,
        UtmCampaign = link.UtmCampaign,
        UtmTerm = link.UtmTerm,
        UtmContent = link.UtmContent,
        Ref = link.Ref,
        ExternalId = link.ExternalId,
        ValidSince = link.ValidSince,
        ValidUntil = link.ValidUntil,
        MaxClicks = link.MaxClicks,
        ExpiredUrl = link.ExpiredUrl,
        Status = link.Status,
        ForwardQuery = link.ForwardQuery,
        TrackConversions = link.TrackConversions,
        Snippet = link.Snippet,
        Enabled = link.Enabled,
        Archived = link.Archived,
        Qr = link.QrStyle is { } style ? new LinkQr { Style = style } : null,
        Share = link.SharePage,
        Notes = link.Notes,
    };
}

/// <summary>What is stored about a link's QR code.</summary>
public sealed record LinkQr
{
    public QrStyle? Style { get; init; }
}
