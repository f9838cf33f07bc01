using System.Text.Json;
using Shortener.Web;

namespace Shortener.Links;

/// <summary>One field of a link before and after a change.</summary>
public sealed record FieldChange(string Field, JsonElement From, JsonElement To);

/// <summary>The fields of a link that can change, as callers know them.</summary>
public static class LinkFields
{
    private static readonly (string Name, Func<Link, object?> Value)[] All =
    [
        ("url", l => l.Url),
        ("utm_source", l => l.UtmSource),
        ("utm_medium", l => l.UtmMedium),
        ("utm_campaign", l => l.UtmCampaign),
        ("utm_term", l => l.UtmTerm),
        ("utm_content", l => l.UtmContent),
        ("ref", l => l.Ref),
        ("title", l => l.Title),
        ("tags", l => l.Tags),
        ("notes", l => l.Notes),
        ("externalId", l => l.ExternalId),
        ("validSince", l => l.ValidSince),
        ("validUntil", l => l.ValidUntil),
        ("maxClicks", l => l.MaxClicks),
        ("expiredUrl", l => l.ExpiredUrl),
        ("status", l => l.Status),
        ("forwardQuery", l => l.ForwardQuery),
        ("trackConversions", l => l.TrackConversions),
        ("snippet", l => l.Snippet),
        ("enabled", l => l.Enabled),
        ("archived", l => l.Archived),
        ("share", l => l.SharePage),
        ("qr", l => l.QrStyle is { } style ? new LinkQr { Style = style } : null),
    ];

    /// <summary>What is different, in the order in which a link shows its fields.</summary>
    public static IReadOnlyList<FieldChange> Compare(Link before, Link after) =>
    [
        .. All.Select(
            field => new FieldChange(field.Name, Json(field.Value(before)), Json(field.Value(after))))
            .Where(change => !JsonElement.DeepEquals(change.From, change.To)),
    ];

    /// <summary>The form in which changes are stored.</summary>
    public static string ToText(IReadOnlyList<FieldChange> changes) =>
        JsonSerializer.Serialize(changes, JsonForm.Options);

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static IReadOnlyList<FieldChange> Parse(string text) =>
        JsonSerializer.Deserialize<List<FieldChange>>(text, JsonForm.Options)!;

    private static JsonElement Json(object? value) =>
        JsonSerializer.SerializeToElement(value, JsonForm.Options);
}
