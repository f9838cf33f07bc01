using System.Collections;
using QRCoder;

namespace Shortener.Links;

/// <summary>QR codes of addresses. The same address, style and size give the same bytes.</summary>
public static class QrCodes
{
    public const int DefaultSize = 512;
    public const int SmallestSize = 64;
    public const int LargestSize = 2048;

    /// <summary>A square drawing of <paramref name="size"/> pixels, sharp at every other size too.</summary>
    /// <param name="url">Printable ASCII, at most 1,273 characters.</param>
    public static string Svg(string url, QrStyle style, int size) =>
        QrSvg.Draw(Squares(url, style), style, size);

    /// <summary>
    /// A square image of <paramref name="size"/> pixels; more only where the code has more squares than that.
    /// </summary>
    /// <param name="url">Printable ASCII, at most 1,273 characters.</param>
    public static byte[] Png(string url, QrStyle style, int size) =>
        QrPng.Draw(Squares(url, style), style, size);

    /// <summary>
    /// Rows of squares, true for dark, with the margin of four light squares that the standard asks for.
    /// </summary>
    internal static IReadOnlyList<BitArray> Squares(string url, QrStyle style)
    {
        using var code = QRCodeGenerator.GenerateQrCode(
            url, Enum.Parse<QRCodeGenerator.ECCLevel>(style.Correction));
        return code.ModuleMatrix;
    }
}
