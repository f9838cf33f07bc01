using System.Text.Json.Serialization;

namespace Shortener.Reports;

/// <summary>A hit as <c>GET /hits</c> shows it; null where unknown.</summary>
public sealed record ListedHit
{
    /// <summary>Its row number in the log.</summary>
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Null for an orphan that reached no link.</summary>
    public HitLink? Link { get; init; }

    /// <summary>The slug that an orphan asked for; absent for hits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Slug { get; init; }

    /// <summary>click, preview, bot or prefetch.</summary>
    public string Kind { get; init; } = "";

    /// <summary>link, qr or share.</summary>
    public string Trigger { get; init; } = "";

    public string? Channel { get; init; }

    public string? App { get; init; }

    public string? Evidence { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Confidence { get; init; }

    public string? Browser { get; init; }

    public string? Os { get; init; }

    public string? Device { get; init; }

    public string? InApp { get; init; }

    /// <summary>A bot's name or the rule that found it; of a preview the app.</summary>
    public string? Bot { get; init; }

    public string? Language { get; init; }

    public string? Referrer { get; init; }

    public string? Country { get; init; }

    public string? Region { get; init; }

    public string? City { get; init; }

    /// <summary>The share's token.</summary>
    public string? Share { get; init; }

    /// <summary>The share's generation; 0 for the bare link, null for what was not sent on.</summary>
    public int? Generation { get; init; }

    /// <summary>
    /// The app that the share was minted for. Where <see cref="App"/> is another, somebody passed it on.
    /// </summary>
    public string? SharedTo { get; init; }

    /// <summary>The arm of a split.</summary>
    public string? Variant { get; init; }

    public string? UtmSource { get; init; }

    public string? UtmMedium { get; init; }

    public string? UtmCampaign { get; init; }

    public string? UtmTerm { get; init; }

    public string? UtmContent { get; init; }

    public string? Ref { get; init; }

    /// <summary>The first click of its visitor on its link that visitor day.</summary>
    public bool Unique { get; init; }

    /// <summary>Replayed from a file.</summary>
    public bool Imported { get; init; }

    /// <summary>It was not sent on, and counts nowhere.</summary>
    public bool Orphan { get; init; }

    /// <summary>Why it was not sent on.</summary>
    public string? Reason { get; init; }
}

/// <summary>The link of a hit.</summary>
public sealed record HitLink(long Id, string Slug, string Domain);
