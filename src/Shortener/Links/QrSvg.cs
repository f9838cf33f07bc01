using System.Collections;
using System.Globalization;
using System.Text;

namespace Shortener.Links;

/// <summary>Draws squares as SVG: one path, in which a run of dark squares is one rectangle.</summary>
internal static class QrSvg
{
    public static string Draw(IReadOnlyList<BitArray> rows, QrStyle style, int size)
    {
        var side = rows.Count;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">
            <path fill="{style.Background}" d="M0 0h{side}v{side}H0z"/>
            <path fill="{style.Foreground}" d="
            """);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                if (!rows[y][x]) continue;
                var from = x;
                while (x + 1 < side && rows[y][x + 1]) x++;
                var length = x + 1 - from;
                svg.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{length}v1h-{length}z");
            }
        }
        return svg.Append("\"/>\n</svg>\n").ToString();
    }
}
