namespace Shortener.Links;

/// <summary>How a link's QR code looks.</summary>
public sealed record QrStyle
{
    /// <summary>Black on white, with a seventh of the code to spare.</summary>
    public static readonly QrStyle Default = new();

    /// <summary>Colour of the dark squares, <c>#rrggbb</c>.</summary>
    public string Foreground { get; init; } = "#000000";

    /// <summary>Colour of the light squares and of the margin, <c>#rrggbb</c>.</summary>
    public string Background { get; init; } = "#ffffff";

    /// <summary>How much of the code may be dirty or covered: L 7 %, M 15 %, Q 25 %, H 30 %.</summary>
    public string Correction { get; init; } = "M";

    /// <summary>The form in which it is stored: <c>#000000 #ffffff M</c>.</summary>
    public string ToText() => $"{Foreground} {Background} {Correction}";

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static QrStyle Parse(string text) =>
        text.Split(' ') is [var foreground, var background, var correction]
            ? new QrStyle { Foreground = foreground, Background = background, Correction = correction }
            : throw new FormatException($"'{text}' is no QR style.");
}
