using System.Globalization;

namespace Shortener.Links;

/// <summary>Which looks of a QR code can be scanned.</summary>
/// <remarks>
/// Luminance and contrast ratio as WCAG 2.2 defines them, 1 to 21; 3 is what it asks of graphics, and about
/// where phone cameras begin to fail in poor light. Light on dark is refused whatever the contrast: many
/// scanners do not look for it.
/// </remarks>
public static class QrStyles
{
    /// <summary>The least contrast between the two colours.</summary>
    public const double LeastContrast = 3;

    /// <summary>
    /// What is wrong with the style, as a field of it and a sentence; null where it can be scanned.
    /// </summary>
    public static (string Field, string Sentence)? Refusal(QrStyle style)
    {
        if (!IsColour(style.Foreground))
        {
            return ("foreground", "A colour is written #rrggbb, such as #1a4d8f.");
        }
        if (!IsColour(style.Background))
        {
            return ("background", "A colour is written #rrggbb, such as #ffffff.");
        }
        if (style.Correction is not ("L" or "M" or "Q" or "H"))
        {
            return ("correction", "Error correction is L, M, Q or H.");
        }
        var (dark, light) = (Luminance(style.Foreground), Luminance(style.Background));
        if (dark >= light)
        {
            return (
                "foreground",
                "The foreground must be darker than the background, or scanners do not find the code.");
        }
        var contrast = (light + 0.05) / (dark + 0.05);
        return contrast >= LeastContrast
            ? null
            : ("foreground", string.Create(CultureInfo.InvariantCulture,
                $"The contrast of the two colours is {contrast:0.0}; below {LeastContrast:0} cameras do not read the code."));
    }

    /// <summary>Red, green and blue of a colour written <c>#rrggbb</c>.</summary>
    public static (byte Red, byte Green, byte Blue) Rgb(string colour)
    {
        var rgb = int.Parse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }

    private static bool IsColour(string text) =>
        text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);

    private static double Luminance(string colour)
    {
        var (red, green, blue) = Rgb(colour);
        return 0.2126 * Linear(red) + 0.7152 * Linear(green) + 0.0722 * Linear(blue);
    }

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
