using Shortener.Web;

namespace Shortener.Links;

/// <summary>
/// What a caller sends to change a link (RFC 7396): a field left out stays as it is, null clears it.
/// </summary>
public sealed record LinkChange : LaterFields
{
    public Change<string> Url { get; init; }

    /// <summary>May be sent, but only as it is.</summary>
    public Change<string> Slug { get; init; }

    /// <inheritdoc cref="Slug"/>
    public Change<string> Domain { get; init; }

    public Change<string> Title { get; init; }
    public Change<IReadOnlyList<string>> Tags { get; init; }
    public Change<string> UtmSource { get; init; }
    public Change<string> UtmMedium { get; init; }
    public Change<string> UtmCampaign { get; init; }
    public Change<string> UtmTerm { get; init; }
    public Change<string> UtmContent { get; init; }
    public Change<string> Ref { get; init; }
    public Change<string> ExternalId { get; init; }
    public Change<DateTimeOffset?> ValidSince { get; init; }
    public Change<DateTimeOffset?> ValidUntil { get; init; }
    public Change<long?> MaxClicks { get; init; }
    public Change<string> ExpiredUrl { get; init; }
    public Change<int?> Status { get; init; }
    public Change<bool?> ForwardQuery { get; init; }
    public Change<bool?> TrackConversions { get; init; }
    public Change<bool?> Snippet { get; init; }
    public Change<bool?> Enabled { get; init; }
    public Change<bool?> Archived { get; init; }
    public Change<QrChange> Qr { get; init; }
    public Change<ShareChange> Share { get; init; }
    public Change<string> Notes { get; init; }

    /// <summary>What is sent for the changed link, still to be checked.</summary>
    public NewLink On(Link link)
    {
        var kept = NewLink.Of(link);
        return kept with
        {
            // An empty text is none, and is refused as one.
            Url = Url.Or(kept.Url) ?? "",
            Slug = Slug.IsGiven ? Slug.Value ?? "" : null,
            Domain = Domain.IsGiven ? Domain.Value ?? "" : null,
            Title = Title.Or(kept.Title),
            Tags = Tags.Or(kept.Tags),
            UtmSource = UtmSource.Or(kept.UtmSource),
            UtmMedium = UtmMedium.Or(kept.UtmMedium),
            UtmCampaign = UtmCampaign.Or(kept.UtmCampaign),
            UtmTerm = UtmTerm.Or(kept.UtmTerm),
            UtmContent = UtmContent.Or(kept.UtmContent),
            Ref = Ref.Or(kept.Ref),
            ExternalId = ExternalId.Or(kept.ExternalId),
            ValidSince = ValidSince.Or(kept.ValidSince),
            ValidUntil = ValidUntil.Or(kept.ValidUntil),
            MaxClicks = MaxClicks.Or(kept.MaxClicks),
            ExpiredUrl = ExpiredUrl.Or(kept.ExpiredUrl),
            Status = Status.Or(kept.Status),
            ForwardQuery = ForwardQuery.Or(kept.ForwardQuery),
            TrackConversions = TrackConversions.Or(kept.TrackConversions),
            Snippet = Snippet.Or(kept.Snippet),
            Enabled = Enabled.Or(kept.Enabled),
            Archived = Archived.Or(kept.Archived),
            Qr = Qr.IsGiven ? Qr.Value?.On(kept.Qr) : kept.Qr,
            Share = Share.IsGiven ? Share.Value?.On(kept.Share) : kept.Share,
            Notes = Notes.Or(kept.Notes),
        };
    }
}

/// <summary>A change of what is stored about a link's QR code.</summary>
public sealed record QrChange
{
    public Change<QrStyleChange> Style { get; init; }

    internal LinkQr? On(LinkQr? kept) =>
        Style.IsGiven ? new LinkQr { Style = Style.Value?.On(kept?.Style ?? QrStyle.Default) } : kept;
}

/// <summary>A change of a QR code's look; null goes back to the default.</summary>
public sealed record QrStyleChange
{
    public Change<string> Foreground { get; init; }
    public Change<string> Background { get; init; }
    public Change<string> Correction { get; init; }

    internal QrStyle On(QrStyle kept) => new()
    {
        Foreground = Foreground.Or(kept.Foreground) ?? QrStyle.Default.Foreground,
        Background = Background.Or(kept.Background) ?? QrStyle.Default.Background,
        Correction = Correction.Or(kept.Correction) ?? QrStyle.Default.Correction,
    };
}

/// <summary>A change of what a link's share page says; null goes back to the default.</summary>
public sealed record ShareChange
{
    public Change<string> Title { get; init; }
    public Change<string> Message { get; init; }
    public Change<IReadOnlyList<string>> Buttons { get; init; }

    internal LinkShare On(LinkShare? kept) => new()
    {
        Title = Title.Or(kept?.Title),
        Message = Message.Or(kept?.Message),
        Buttons = Buttons.Or(kept?.Buttons),
    };
}
