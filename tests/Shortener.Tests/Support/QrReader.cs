using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Shortener.Tests.Support;

/// <summary>
/// Reads QR codes of one block, by ISO/IEC 18004 and without the library that draws them.
/// No error correction: what is drawn must be right to the last square.
/// </summary>
public static partial class QrReader
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    /// <summary>
    /// The text in an SVG whose dark squares are runs <c>Mx yhNv1h-Nz</c> of the second path.
    /// </summary>
    public static string ReadSvg(string svg)
    {
        var side = int.Parse(ViewBox().Match(svg).Groups[1].Value, null);
        var dark = new bool[side, side];
        foreach (Match run in Run().Matches(svg))
        {
            var (x, y, length) = (
                int.Parse(run.Groups[1].Value, null), int.Parse(run.Groups[2].Value, null),
                int.Parse(run.Groups[3].Value, null));
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

    /// <summary>
    /// The squares between the finders: the upper edges of two lie in the first row that has a dark pixel.
    /// </summary>
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
        var bits = new Bits([.. Unmasked(squares, MaskOf(squares)).Take(8 * DataBytes(squares))]);
        var text = new StringBuilder();
        // Segments, each with its mode and its length, up to the mode of no segment or the end of the data.
        while (bits.Left >= 4 && bits.Take(4) is not 0 and var mode)
        {
            text.Append(mode switch
            {
                1 => Digits(bits, bits.Take(10)),
                2 => Capitals(bits, bits.Take(9)),
                4 => Bytes(bits, bits.Take(8)),
                _ => throw new FormatException($"Mode {mode} is not read here."),
            });
        }
        return text.ToString();
    }

    // Three digits in ten bits, two in seven, one in four.
    private static string Digits(Bits bits, int count) =>
        string.Concat(Enumerable.Range(0, (count + 2) / 3).Select(group =>
    {
        var digits = Math.Min(3, count - 3 * group);
        return bits.Take(digits * 3 + 1).ToString($"D{digits}", null);
    }));

    // Two letters in eleven bits, one in six.
    private static string Capitals(Bits bits, int count) =>
        string.Concat(Enumerable.Range(0, (count + 1) / 2).Select(pair =>
    {
        if (2 * pair + 1 == count) return $"{Letters[bits.Take(6)]}";
        var value = bits.Take(11);
        return $"{Letters[value / 45]}{Letters[value % 45]}";
    }));

    private static string Bytes(Bits bits, int count) =>
        Encoding.UTF8.GetString([.. Enumerable.Range(0, count).Select(_ => (byte)bits.Take(8))]);

    private sealed class Bits(bool[] bits)
    {
        private int _at;

        public int Left => bits.Length - _at;

        public int Take(int count)
        {
            var value = 0;
            for (var i = 0; i < count; i++) value = value << 1 | (bits[_at++] ? 1 : 0);
            return value;
        }
    }

    /// <summary>
    /// How many bytes are data; what follows corrects errors. Table 7 of the standard, where there is one
    /// block.
    /// </summary>
    private static int DataBytes(bool[,] squares)
    {
        // Bits 0 and 1 of the format information, masked by 10: M, L, H, Q.
        var level = "MLHQ"[((squares[8, 0] ? 2 : 0) | (squares[8, 1] ? 1 : 0)) ^ 0b10];
        return ((squares.GetLength(0) - 17) / 4, level) switch
        {
            (1, 'L') => 19,
            (1, 'M') => 16,
            (1, 'Q') => 13,
            (1, 'H') => 9,
            (2, 'L') => 34,
            (2, 'M') => 28,
            (2, 'Q') => 22,
            (2, 'H') => 16,
            (3, 'L') => 55,
            (3, 'M') => 44,
            (4, 'L') => 80,
            (5, 'L') => 108,
            var other => throw new FormatException($"{other} has several blocks."),
        };
    }

    // Bits 2 to 4 of the format information beside the upper left finder, which is itself masked by
    // 101010000010010.
    private static int MaskOf(bool[,] squares) =>
        ((squares[8, 2] ? 4 : 0) | (squares[8, 3] ? 2 : 0) | (squares[8, 4] ? 1 : 0)) ^ 0b101;

    /// <summary>
    /// The data bits in reading order: columns in pairs from the right, upwards and downwards in turn.
    /// </summary>
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
        // Version 1 has no alignment pattern, versions 2 to 5 have one.
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
