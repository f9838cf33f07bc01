using System.Buffers.Binary;
using System.Collections;
using System.IO.Compression;
using System.Text;

namespace Shortener.Links;

/// <summary>
/// Draws squares as PNG of two colours, one bit a pixel. Source: PNG (Third Edition), W3C 2025, §5 and §11.
/// </summary>
/// <remarks>
/// Ours, because an image of exactly the size asked for is no multiple of its squares: the rest is margin.
/// </remarks>
internal static class QrPng
{
    private static readonly byte[] Signature =
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a,
    ];

    public static byte[] Draw(IReadOnlyList<BitArray> rows, QrStyle style, int size)
    {
        size = Math.Max(size, rows.Count);
        var png = new MemoryStream();
        png.Write(Signature);
        Chunk(png, "IHDR", Header(size));
        Chunk(png, "PLTE", Palette(style));
        Chunk(png, "IDAT", Compressed(Pixels(rows, size)));
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Header(int size)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), size);
        header[8] = 1; // one bit a pixel
        header[9] = 3; // each an index into the palette
        return header;
    }

    private static byte[] Palette(QrStyle style)
    {
        var (light, dark) = (QrStyles.Rgb(style.Background), QrStyles.Rgb(style.Foreground));
        return [light.Red, light.Green, light.Blue, dark.Red, dark.Green, dark.Blue];
    }

    /// <summary>
    /// Each row of pixels behind a zero that says "not filtered", eight pixels a byte, the first one highest.
    /// </summary>
    private static byte[] Pixels(IReadOnlyList<BitArray> rows, int size)
    {
        var scale = size / rows.Count;
        var margin = (size - scale * rows.Count) / 2;
        var stride = 1 + (size + 7) / 8;
        var pixels = new byte[stride * size];
        for (var y = 0; y < rows.Count; y++)
        {
            var first = stride * (margin + y * scale);
            var line = pixels.AsSpan(first, stride);
            for (var x = 0; x < rows.Count * scale; x++)
            {
                if (rows[y][x / scale]) line[1 + (margin + x) / 8] |= (byte)(0x80 >> (margin + x) % 8);
            }
            for (var copy = 1; copy < scale; copy++) line.CopyTo(pixels.AsSpan(first + copy * stride));
        }
        return pixels;
    }

    private static byte[] Compressed(byte[] pixels)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal)) zlib.Write(pixels);
        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        png.Write(number);
    }

    // Bit by bit: an image has a few kilobytes.
    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xedb88320 ^ crc >> 1 : crc >> 1;
        }
        return ~crc;
    }
}
