using System.Buffers.Binary;

namespace Shortener.Browser;

/// <summary>
/// A picture to look at: a sky over a meadow, with a sun and a frame, so that one sees what is cut off.
/// </summary>
internal static class Painting
{
    public const string ContentType = "image/bmp";

    private const int Head = 14 + 40;
    private const int Frame = 6;

    /// <summary>As a Windows bitmap, which needs neither packing nor checksums.</summary>
    public static byte[] Bmp(int width, int height)
    {
        // Each row ends at a multiple of four bytes.
        var stride = (3 * width + 3) / 4 * 4;
        var file = new byte[Head + stride * height];
        (file[0], file[1]) = ((byte)'B', (byte)'M');
        Write(2, file.Length);
        Write(10, Head);
        Write(14, 40); // what follows is a BITMAPINFOHEADER
        Write(18, width);
        Write(22, -height); // negative: from the top
        (file[26], file[28]) = (1, 24); // one plane, 24 bits a pixel
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = Colour(x, y, width, height);
                var place = Head + stride * y + 3 * x;
                (file[place], file[place + 1], file[place + 2]) = (blue, green, red);
            }
        }
        return file;

        void Write(int place, int number) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place), number);
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
}
