namespace Shortener.Shares;

/// <summary>
/// The drawings on the buttons: strokes of our own, 24 by 24, on a tile of a colour one knows the app by.
/// </summary>
internal static class ShareIcons
{
    private static readonly Dictionary<string, (string Colour, string Path)> Drawings = new()
    {
        ["native"] = ("#0b5fa5", "M12 15V3M8 7l4-4 4 4M6 11v9h12v-9"),
        ["whatsapp"] = (
            "#128c4b", "M12 3a9 9 0 0 0-7.7 13.5L3 21l4.6-1.2A9 9 0 1 0 12 3zM9 8.5c0 3.6 2.9 6.5 6.5 6.5"),
        ["telegram"] = ("#1f83b8", "M21 4 3 11l6 2.5L18 7l-7 8v5l3-3.5 4 3z"),
        ["messenger"] = ("#7a3cf0", "M12 3c5 0 9 3.5 9 8.2s-4 8.2-9 8.2c-.9 0-1.8-.1-2.6-.3L6 21v-3.2c-1.9-1.5-3-3.8-3-6.6C3 6.5 7 3 12 3zM7.5 13l3-3 3 2.5 3-3"),
        ["line"] = (
            "#06893d",
            "M12 4c4.4 0 8 2.9 8 6.5C20 15 12 20 12 20v-3c-4.4 0-8-2.9-8-6.5S7.6 4 12 4zM8.5 10.5h7"),
        ["sms"] = ("#4a5560", "M4 4h16v12H9l-5 4zM8 10h.01M12 10h.01M16 10h.01"),
        ["mail"] = ("#a4412a", "M3 6h18v12H3zM3.5 7l8.5 6.5L20.5 7"),
        ["x"] = ("#14171a", "M5 5l14 14M19 5 5 19"),
        ["facebook"] = ("#1766d1", "M16.5 4H15c-2 0-3 1.2-3 3.2V20M9 11h6.5"),
        ["linkedin"] = ("#0a66c2", "M6 10v8M6 6.5v.01M11 18v-8M11 14c0-4.5 7-5 7 0v4"),
        ["reddit"] = ("#c43a0a", "M12 8.5c4.7 0 8.5 2.4 8.5 5.5s-3.8 5.5-8.5 5.5S3.5 17.1 3.5 14s3.8-5.5 8.5-5.5zM9 13v.01M15 13v.01M9.5 16.3c1.6 1 3.4 1 5 0M12 8.5 13 4.5l3.5 1"),
        ["copy"] = ("#4a5560", "M9 9h11v11H9zM15 5V4H4v11h1"),
    };

    /// <summary>The drawing of a button, in HTML; nothing that is read aloud.</summary>
    public static string Of(string key)
    {
        var (colour, path) = Drawings[key];
        return $"""<svg viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6" fill="{colour}"/><path d="{path}" transform="matrix(.7 0 0 .7 3.6 3.6)"/></svg>""";
    }
}
