namespace Shortener.Links;

/// <summary>A link as it will be kept, and what is wrong with it, field by field.</summary>
/// <param name="Link">
/// Every default is filled in; the domain as it is stored, slug and domain null where they were left out.
/// Means nothing where there are problems.
/// </param>
public sealed record CheckedLink(NewLink Link, IReadOnlyDictionary<string, string[]> Problems);

/// <summary>What a link may be.</summary>
public static class LinkRules
{
    public const int MaxTitle = 300;
    public const int MaxNotes = 4000;
    public const int MaxUtm = 256;
    public const int MaxExternalId = 256;
    public const long MostClicks = 1_000_000_000_000;
    public const int DefaultStatus = 302;

    /// <summary>Checks every field, so that one answer names all that is wrong.</summary>
    /// <param name="requestHost">The Host through which the link is made.</param>
    /// <param name="track">Whether links track conversions that do not say so.</param>
    public static CheckedLink Check(NewLink sent, Domains domains, string requestHost, bool track = false)
    {
        var problems = new Dictionary<string, string[]>();
        string? Accept(string field, Ruling ruling)
        {
            if (ruling.Refusal is { } sentence) problems[field] = [sentence];
            return ruling.Kept;
        }
        string? Utm(string field, string? value) => Accept(field, TextRules.Line(field, value, MaxUtm));

        IReadOnlyList<string> ownHosts = domains.Hosts.Count > 0 ? domains.Hosts : [requestHost];
        var (tags, refusal) = TagRules.Check(sent.Tags);
        Accept("tags", new Ruling(null, refusal));

        var link = new NewLink
        {
            Url = Accept("url", DestinationRules.Check(sent.Url, ownHosts)) ?? "",
            Slug = sent.Slug is null ? null : Accept("slug", Slugs.Check(sent.Slug)),
            Domain = Accept("domain", DomainOf(sent.Domain, domains, requestHost)),
            Title = Accept("title", TextRules.Line("A title", sent.Title, MaxTitle)),
            Tags = tags,
            UtmSource = Utm("utm_source", sent.UtmSource),
            UtmMedium = Utm("utm_medium", sent.UtmMedium),
            UtmCampaign = Utm("utm_campaign", sent.UtmCampaign),
            UtmTerm = Utm("utm_term", sent.UtmTerm),
            UtmContent = Utm("utm_content", sent.UtmContent),
            Ref = Utm("ref", sent.Ref),
            ExternalId = Accept(
                "externalId", TextRules.Line("An external id", sent.ExternalId, MaxExternalId)),
            ValidSince = Stored(sent.ValidSince),
            ValidUntil = Stored(sent.ValidUntil),
            MaxClicks = sent.MaxClicks,
            ExpiredUrl = sent.ExpiredUrl is null
                ? null
                : Accept("expiredUrl", DestinationRules.Check(sent.ExpiredUrl, ownHosts)),
            Status = sent.Status ?? DefaultStatus,
            ForwardQuery = sent.ForwardQuery ?? true,
            TrackConversions = sent.TrackConversions ?? track,
            Snippet = sent.Snippet ?? false,
            Enabled = sent.Enabled ?? true,
            Archived = sent.Archived ?? false,
            Qr = QrOf(sent.Qr, problems),
            Share = LinkShareRules.Check(sent.Share, problems),
            Notes = Accept("notes", TextRules.Lines("A note", sent.Notes, MaxNotes)),
            CreatedAt = Stored(sent.CreatedAt),
        };
        Accept("validUntil", Window(link));
        Accept("maxClicks", Clicks(link.MaxClicks));
        Accept("status", StatusOf(link.Status.Value));
        return new CheckedLink(link, problems);
    }

    private static Ruling DomainOf(string? sent, Domains domains, string requestHost)
    {
        if (sent is null) return Ruling.Keep(null);
        if (domains.Hosts.Count == 0)
        {
            return sent.Equals(requestHost, StringComparison.OrdinalIgnoreCase)
                ? Ruling.Keep(Domains.Default)
                : Ruling.Refuse($"There is no domain '{sent}': none is configured (Shortener:Domains). Leave the field out.");
        }
        return domains.Find(sent) is { } stored
            ? Ruling.Keep(stored)
            : Ruling.Refuse($"There is no domain '{sent}'; there is {string.Join(", ", domains.Hosts)}.");
    }

    private static LinkQr? QrOf(LinkQr? sent, Dictionary<string, string[]> problems)
    {
        if (sent?.Style is not { } style) return null;
        if (QrStyles.Refusal(style) is { } refusal)
        {
            problems[$"qr.style.{refusal.Field}"] = [refusal.Sentence];
        }
        return sent;
    }

    private static Ruling Window(NewLink link) =>
        link.ValidSince >= link.ValidUntil
            ? Ruling.Refuse("A link ends after it begins: validUntil must be later than validSince.")
            : default;

    private static Ruling Clicks(long? max) =>
        max is < 1 or > MostClicks
            ? Ruling.Refuse($"The number of clicks is 1 to {MostClicks}; leave it out for any number.")
            : default;

    private static Ruling StatusOf(int status) =>
        status is 301 or 302 or 307 or 308 ? default : Ruling.Refuse("The status is 301, 302, 307 or 308.");

    // The database keeps milliseconds.
    private static DateTimeOffset? Stored(DateTimeOffset? at) =>
        at is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()) : null;
}
