namespace Shortener.Links;

/// <summary>A link as callers see it.</summary>
public sealed record LinkAnswer
{
    public required long Id { get; init; }
    public required string Domain { get; init; }
    public required string Slug { get; init; }
    public required string ShortUrl { get; init; }

    /// <summary>The destination as it was given.</summary>
    public required string Url { get; init; }

    /// <summary>The destination with the tags in it, as a visitor without a query is sent to it.</summary>
    public required string Destination { get; init; }

    public string? UtmSource { get; init; }
    public string? UtmMedium { get; init; }
    public string? UtmCampaign { get; init; }
    public string? UtmTerm { get; init; }
    public string? UtmContent { get; init; }
    public string? Ref { get; init; }
    public string? Title { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public string? ExternalId { get; init; }
    public DateTimeOffset? ValidSince { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }
    public long? MaxClicks { get; init; }
    public string? ExpiredUrl { get; init; }
    public int Status { get; init; }
    public bool ForwardQuery { get; init; }
    public bool TrackConversions { get; init; }
    public bool Snippet { get; init; }
    public LinkQr? Qr { get; init; }
    public LinkShare? Share { get; init; }
    public string? Notes { get; init; }
    public required string QrUrl { get; init; }
    public required string ShareUrl { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public bool Enabled { get; init; }
    public bool Archived { get; init; }
    public required LinkCounts Counts { get; init; }

    public static LinkAnswer Of(Link link, LinkCounts counts, ShortUrls urls) => new()
    {
        Id = link.Id,
        Domain = urls.DomainOf(link),
        Slug = link.Slug,
        ShortUrl = urls.Of(link),
        Url = link.Url,
        Destination = link.Tagged().Url,
        UtmSource = link.UtmSource,
        UtmMedium = link.UtmMedium,
        UtmCampaign = link.UtmCampaign,
        UtmTerm = link.UtmTerm,
        UtmContent = link.UtmContent,
        Ref = link.Ref,
        Title = link.Title,
        Tags = link.Tags,
        ExternalId = link.ExternalId,
        ValidSince = link.ValidSince,
        ValidUntil = link.ValidUntil,
        MaxClicks = link.MaxClicks,
        ExpiredUrl = link.ExpiredUrl,
        Status = link.Status,
        ForwardQuery = link.ForwardQuery,
        TrackConversions = link.TrackConversions,
        Snippet = link.Snippet,
        Qr = link.QrStyle is { } style ? new LinkQr { Style = style } : null,
        Share = link.SharePage,
        Notes = link.Notes,
        QrUrl = urls.QrImage(link),
        ShareUrl = urls.SharePage(link),
        CreatedAt = link.CreatedAt,
        UpdatedAt = link.UpdatedAt,
        Enabled = link.Enabled,
        Archived = link.Archived,
        Counts = link.TrackConversions ? counts.Tracked() : counts,
    };
}

/// <summary>One change of a link, as callers see it.</summary>
/// <param name="By">Whose key it was; null for a command.</param>
/// <param name="Action"><c>created</c>, <c>changed</c> or <c>deleted</c>.</param>
public sealed record LinkHistory(
    long Id, DateTimeOffset At, LinkAuthor? By, string Action, IReadOnlyList<FieldChange> Changes);

/// <summary>A key, by its id and by the name it has.</summary>
public sealed record LinkAuthor(long KeyId, string? Name);
