namespace Shortener.Reports;

/// <summary>Single hits as a table: its columns have the names of the JSON fields.</summary>
internal static class HitTable
{
    private static readonly (string Name, Func<ListedHit, object?> Of)[] Columns =
    [
        ("id", h => h.Id), ("at", h => h.At),
        ("link.id", h => h.Link?.Id),
        ("link.slug", h => h.Link?.Slug),
        ("link.domain", h => h.Link?.Domain),
        ("slug", h => h.Slug),
        ("kind", h => h.Kind), ("trigger", h => h.Trigger),
        ("channel", h => h.Channel),
        ("app", h => h.App),
        ("evidence", h => h.Evidence),
        ("confidence", h => h.Confidence),
        ("browser", h => h.Browser),
        ("os", h => h.Os),
        ("device", h => h.Device),
        ("inApp", h => h.InApp),
        ("bot", h => h.Bot),
        ("language", h => h.Language), ("referrer", h => h.Referrer),
        ("country", h => h.Country), ("region", h => h.Region), ("city", h => h.City),
        ("share", h => h.Share),
        ("generation", h => h.Generation),
        ("sharedTo", h => h.SharedTo),
        ("variant", h => h.Variant),
        ("utm_source", h => h.UtmSource),
        ("utm_medium", h => h.UtmMedium),
        ("utm_campaign", h => h.UtmCampaign),
        ("utm_term", h => h.UtmTerm), ("utm_content", h => h.UtmContent), ("ref", h => h.Ref),
        ("unique", h => h.Unique),
        ("imported", h => h.Imported),
        ("orphan", h => h.Orphan),
        ("reason", h => h.Reason),
    ];

    public static IReadOnlyList<string> Header { get; } = [.. Columns.Select(column => column.Name)];

    public static IReadOnlyList<object?> Row(ListedHit hit) => [.. Columns.Select(column => column.Of(hit))];
}
