using Shortener.Campaigns;

namespace Shortener.Links;

/// <summary>A link as it is stored. Immutable: a change is another record.</summary>
public sealed record Link
{
    public long Id { get; init; }

    /// <summary>Empty for the default domain, else its host: see <see cref="Domains"/>.</summary>
    public string Domain { get; init; } = "";

    /// <summary>As it was given, in Unicode's composed form.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The destination before the tags are in it.</summary>
    public string Url { get; init; } = "";

    public string? UtmSource { get; init; }
    public string? UtmMedium { get; init; }
    public string? UtmCampaign { get; init; }
    public string? UtmTerm { get; init; }
    public string? UtmContent { get; init; }
    public string? Ref { get; init; }
    public string? Title { get; init; }
    public string? Notes { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>The first moment at which it leads somewhere; null for always.</summary>
    public DateTimeOffset? ValidSince { get; init; }

    /// <summary>The first moment at which it no longer does; null for never.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>How many clicks it takes until it is used up; null for any number.</summary>
    public long? MaxClicks { get; init; }

    /// <summary>Where visitors go once it is over; null for the page that says so.</summary>
    public string? ExpiredUrl { get; init; }

    /// <summary>301, 302, 307 or 308.</summary>
    public int Status { get; init; }

    public bool ForwardQuery { get; init; }

    /// <summary>Its clicks carry an id to the destination, unless its status is a permanent one.</summary>
    public bool TrackConversions { get; init; }

    /// <summary>
    /// Its destination has the snippet: whoever comes through a share takes its token along
    /// (<c>sc_share</c>).
    /// </summary>
    public bool Snippet { get; init; }

    public bool Enabled { get; init; }
    public bool Archived { get; init; }

    /// <summary>The stored form of <see cref="QrStyle"/>; null for the default look.</summary>
    public string? Qr { get; init; }

    public QrStyle? QrStyle => Qr is null ? null : Links.QrStyle.Parse(Qr);

    /// <summary>The stored form of <see cref="LinkShare"/>; null where nobody said anything.</summary>
    public string? Share { get; init; }

    public LinkShare? SharePage => Share is null ? null : LinkShare.Parse(Share);

    /// <summary>The tags in their order, joined by commas, which no tag holds; null for none.</summary>
    public string? TagText { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// When it was deleted: it is kept, so that its slug is never given out again and its hits have a name.
    /// </summary>
    public DateTimeOffset? DeletedAt { get; init; }

    public bool IsDeleted => DeletedAt is not null;

    /// <summary>Equal for slugs that differ only by case.</summary>
    public string SlugFolded => Slugs.Fold(Slug);

    /// <summary>Nearly always different for links that lead elsewhere or carry other tags.</summary>
    public long DestinationKey => Links.DestinationKey.Of(Tagged().Url);

    /// <summary>What a search looks through.</summary>
    public string SearchText => Slugs.Fold($"{Slug}\n{Title}\n{Url}");

    public IReadOnlyList<string> Tags => TagText?.Split(',') ?? [];

    public UtmTags Utm => new()
    {
        Source = UtmSource,
        Medium = UtmMedium,
        Campaign = UtmCampaign,
        Term = UtmTerm,
        Content = UtmContent,
        Ref = Ref,
    };

    /// <summary>
    /// The destination with the tags in it: what a visitor without a query is sent to, made anew at every
    /// call.
    /// </summary>
    public TaggedUrl Tagged() => TaggedUrl.Of(Url, Utm);

    /// <summary>This link with other content; its identity (id, domain, slug, times) stays.</summary>
    /// <param name="content">As <see cref="LinkRules"/> gives it back: complete.</param>
    public Link With(NewLink content) => this with
    {
        Url = content.Url,
        UtmSource = content.UtmSource,
        UtmMedium = content.UtmMedium,
        UtmCampaign = content.UtmCampaign,
        UtmTerm = content.UtmTerm,
        UtmContent = content.UtmContent,
        Ref = content.Ref,
        Title = content.Title,
        Notes = content.Notes,
        ExternalId = content.ExternalId,
        ValidSince = content.ValidSince,
        ValidUntil = content.ValidUntil,
        MaxClicks = content.MaxClicks,
        ExpiredUrl = content.ExpiredUrl,
        Status = content.Status!.Value,
        ForwardQuery = content.ForwardQuery!.Value,
        TrackConversions = content.TrackConversions!.Value,
        Snippet = content.Snippet!.Value,
        Enabled = content.Enabled!.Value,
        Archived = content.Archived!.Value,
        Qr = content.Qr?.Style?.ToText(),
        Share = content.Share?.ToText(),
        TagText = content.Tags is { Count: > 0 } tags ? string.Join(',', tags) : null,
    };
}
