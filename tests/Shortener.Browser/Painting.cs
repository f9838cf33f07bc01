using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Shortener.Browser;

/// <summary>
/// A picture to look at: a sky over a meadow, with a sun and a frame, so that one sees what is cut off.
/// </summary>
internal static class Painting
{
    private const int Frame = 6;

    /// <summary>As a PNG.</summary>
    public static byte[] Png(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2); // eight bits each of red, green and blue
        Write(file, "IHDR", head);
        Write(file, "IDAT", Rows(width, height));
        Write(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Rows(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var rows = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var row = new byte[1 + 3 * width];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var (red, green, blue) = Colour(x, y, width, height);
                    (row[1 + 3 * x], row[2 + 3 * x], row[3 + 3 * x]) = (red, green, blue);
                }
                rows.Write(row);
            }
        }
        return packed.ToArray();
    }

    private static (byte Red, byte Green, byte Blue) Colour(int x, int y, int width, int height)
    {
        if (x < Frame || y < Frame || x >= width - Frame || y >= height - Frame) return (200, 30, 40);
        var (fromSun, radius) =
            (Math.Pow(x - 0.75 * width, 2) + Math.Pow(y - 0.3 * height, 2), Math.Min(width, height) / 7.0);
        if (fromSun < radius * radius) return (255, 214, 64);
        return y < 0.65 * height
            ? ((byte)(90 + 100 * y / height), 170, 235)
            : (60, (byte)(190 - 80 * y / height), 70);
    }

    private static void Write(Stream file, string kind, byte[] data)
    {
        byte[] part = [.. Encoding.ASCII.GetBytes(kind), .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(part);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(part));
        file.Write(number);
    }

    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var one in data)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }
}
