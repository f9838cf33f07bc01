namespace Shortener.Channels.Dark;

/// <summary>Where a link is opened, as far as that decides what an app shows of itself.</summary>
public enum Platform : byte
{
    Android,

    /// <summary>iPhone and iPad.</summary>
    Ios,

    Mac,

    /// <summary>Windows, Linux and ChromeOS.</summary>
    Desktop,
}

/// <summary>What is to know about platforms.</summary>
public static class Platforms
{
    /// <summary>How many there are.</summary>
    public const int Count = 4;

    /// <summary>
    /// The platform of an operating system by the classifier's name; null for televisions, consoles and the
    /// unknown.
    /// </summary>
    public static Platform? Of(string? os) => os switch
    {
        "Android" => Platform.Android,
        "iOS" or "iPadOS" => Platform.Ios,
        "macOS" => Platform.Mac,
        "Windows" or "Linux" or "ChromeOS" or "Chrome OS" or "Ubuntu" or "Fedora" => Platform.Desktop,
        _ => null,
    };
}
