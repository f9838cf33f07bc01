using System.Text;

namespace Shortener.Tests.Channels.Geo;

/// <summary>Writes databases for IPv4 that MaxMind's suite does not have.</summary>
internal static class TinyDatabase
{
    public static readonly byte[] Marker = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    /// <summary>
    /// Divides the address space evenly: the first network has the record { key: values[0] }, and so on.
    /// </summary>
    /// <param name="key">Under 29 letters, as each value.</param>
    /// <param name="values">Two, four, eight … of them: the tree is full.</param>
    public static byte[] Of(string key, params string[] values)
    {
        List<byte> data = [];
        List<int> offsets = [];
        foreach (var value in values)
        {
            offsets.Add(data.Count);
            data.AddRange([0xE1, .. Text(key), .. Text(value)]);
        }

        // Level by level: below node n are 2n + 1 and 2n + 2, and where nodes end the leaves begin.
        var nodes = values.Length - 1;
        List<byte> tree = [];
        for (var child = 1; child <= 2 * nodes; child++)
        {
            var record = child < nodes ? child : nodes + 16 + offsets[child - nodes];
            tree.AddRange([(byte)(record >> 16), (byte)(record >> 8), (byte)record]);
        }

        return Of([.. tree], [.. data], nodes, recordSize: 24);
    }

    /// <summary>A file of parts that somebody else has made.</summary>
    public static byte[] Of(byte[] tree, byte[] data, int nodes, byte recordSize) =>
    [
        .. tree, .. new byte[16], .. data, .. Marker,
        0xE6,
        .. Text("binary_format_major_version"), 0xA1, 2,
        .. Text("build_epoch"), 0x00, 0x02,
        .. Text("database_type"), .. Text("Tiny"),
        .. Text("ip_version"), 0xA1, 4,
        .. Text("node_count"), 0xC3, (byte)(nodes >> 16), (byte)(nodes >> 8), (byte)nodes,
        .. Text("record_size"), 0xA1, recordSize,
    ];

    private static byte[] Text(string text) => [(byte)(0x40 | text.Length), .. Encoding.ASCII.GetBytes(text)];
}
