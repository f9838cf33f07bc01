using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Shortener.Tests.Support;

/// <summary>
/// Reads QR codes of versions 1 to 6 with one block of bytes, by ISO/IEC 18004 and without the library that draws them.
/// No error correction: what is drawn must be right to the last square.
/// </summary>
public static partial class QrReader
{
    /// <summary>The text in an SVG whose dark squares are runs <c>Mx yhNv1h-Nz</c> of the second path.</summary>
    public static string ReadSvg(string svg)
    {
        var side = int.Parse(ViewBox().Match(svg).Groups[1].Value, null);
        var dark = new bool[side, side];
        foreach (Match run in Run().Matches(svg))
        {
            var (x, y, length) = (int.Parse(run.Groups[1].Value, null), int.Parse(run.Groups[2].Value, null), int.Parse(run.Groups[3].Value, null));
            for (var i = 0; i < length; i++) dark[y, x + i] = true;
        }
        return Read(Squares(dark));
    }

    /// <summary>The text in a PNG of two colours, and the image's side in pixels.</summary>
    public static (string Text, int Size) ReadPng(byte[] png)
    {
        var pixels = Pixels(png);
        return (Read(Squares(pixels)), pixels.GetLength(0));
    }

    private static bool[,] Pixels(byte[] png)
    {
        Assert.That(png[..8], Is.EqualTo(new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a }));
        var size = png[18] << 8 | png[19];
        var at = png.AsSpan().IndexOf("IDAT"u8);
        var length = png[at - 2] << 8 | png[at - 1];
        using var zlib = new ZLibStream(new MemoryStream(png, at + 4, length), CompressionMode.Decompress);
        var dark = new bool[size, size];
        var line = new byte[1 + (size + 7) / 8];
        for (var y = 0; y < size; y++)
        {
            zlib.ReadExactly(line);
            for (var x = 0; x < size; x++) dark[y, x] = (line[1 + x / 8] >> 7 - x % 8 & 1) == 1;
        }
        return dark;
    }

    /// <summary>The squares between the finders: the upper edges of two lie in the first row that has a dark pixel.</summary>
    private static bool[,] Squares(bool[,] picture)
    {
        var size = picture.GetLength(0);
        var first = Enumerable.Range(0, size).First(i => picture[i, i]);
        var last = Enumerable.Range(0, size).Last(x => picture[first, x]);
        // An edge is seven squares.
        var scale = Enumerable.Range(first, size - first).TakeWhile(x => picture[first, x]).Count() / 7;

        var side = (last + 1 - first) / scale;
        var squares = new bool[side, side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++) squares[y, x] = picture[first + y * scale, first + x * scale];
        }
        return squares;
    }

    private static string Read(bool[,] squares)
    {
        var bits = Unmasked(squares, MaskOf(squares)).ToArray();
        var at = 0;
        int Take(int count)
        {
            var value = 0;
            for (var i = 0; i < count; i++) value = value << 1 | (bits[at++] ? 1 : 0);
            return value;
        }
        Assert.That(Take(4), Is.EqualTo(0b0100), "the mode is bytes");
        var text = new byte[Take(8)];
        for (var i = 0; i < text.Length; i++) text[i] = (byte)Take(8);
        return Encoding.UTF8.GetString(text);
    }

    // Bits 2 to 4 of the format information beside the upper left finder, which is itself masked by 101010000010010.
    private static int MaskOf(bool[,] squares) =>
        ((squares[8, 2] ? 4 : 0) | (squares[8, 3] ? 2 : 0) | (squares[8, 4] ? 1 : 0)) ^ 0b101;

    /// <summary>The data bits in reading order: columns in pairs from the right, upwards and downwards in turn.</summary>
    private static IEnumerable<bool> Unmasked(bool[,] squares, int mask)
    {
        var side = squares.GetLength(0);
        var upwards = true;
        for (var right = side - 1; right > 0; right -= 2, upwards = !upwards)
        {
            if (right == 6) right--; // the timing pattern
            for (var i = 0; i < side; i++)
            {
                var y = upwards ? side - 1 - i : i;
                foreach (var x in new[] { right, right - 1 })
                {
                    if (!IsPattern(x, y, side)) yield return squares[y, x] ^ IsMasked(mask, x, y);
                }
            }
        }
    }

    private static bool IsPattern(int x, int y, int side)
    {
        if (x == 6 || y == 6) return true;
        if ((x < 9 && y < 9) || (x >= side - 8 && y < 9) || (x < 9 && y >= side - 8)) return true;
        // Version 1 has no alignment pattern, versions 2 to 6 have one.
        return side > 21 && Math.Abs(x - (side - 7)) <= 2 && Math.Abs(y - (side - 7)) <= 2;
    }

    private static bool IsMasked(int mask, int x, int y) => mask switch
    {
        0 => (y + x) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (y + x) % 3 == 0,
        4 => (y / 2 + x / 3) % 2 == 0,
        5 => y * x % 2 + y * x % 3 == 0,
        6 => (y * x % 2 + y * x % 3) % 2 == 0,
        _ => ((y + x) % 2 + y * x % 3) % 2 == 0,
    };

    [GeneratedRegex("""viewBox="0 0 (\d+) """)]
    private static partial Regex ViewBox();

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h")]
    private static partial Regex Run();
}
