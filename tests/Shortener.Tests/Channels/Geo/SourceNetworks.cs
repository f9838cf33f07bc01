using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Shortener.Tests.Channels.Geo;

/// <summary>
/// What a file should hold, worked out naively from its source: networks are added in order, a later one
/// covers an earlier one, and two halves that hold the same are one network. That is what MaxMind's writer
/// does.
/// </summary>
/// <remarks>All in IPv6 terms: the network 1.2.3.0/24 is ::1.2.3.0/120.</remarks>
internal sealed class SourceNetworks
{
    private readonly Node root = new();

    public static (byte[] Bits, int Length) Parse(string network)
    {
        var slash = network.IndexOf('/');
        var address = IPAddress.Parse(network[..slash]);
        var length = int.Parse(network[(slash + 1)..], CultureInfo.InvariantCulture);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? ([.. new byte[12], .. address.GetAddressBytes()], length + 96)
            : (address.GetAddressBytes(), length);
    }

    public void Add(byte[] bits, int length, string record)
    {
        var node = root;
        for (var depth = 0; depth < length; depth++) node = node.Child(Bit(bits, depth));
        node.Hold(record);
    }

    /// <summary>
    /// The record that covers the address, and the length of the largest network that holds nothing else.
    /// </summary>
    public (string? Record, int Length) Find(byte[] bits)
    {
        var node = root;
        var depth = 0;
        for (; !node.IsLeaf; depth++) node = node.Child(Bit(bits, depth));
        return (node.Record, depth);
    }

    /// <summary>Call once, after the last <see cref="Add"/>.</summary>
    public void Merge() => root.Merge();

    private static int Bit(byte[] bits, int depth) => bits[depth / 8] >> (7 - depth % 8) & 1;

    private sealed class Node
    {
        private Node[]? halves;

        public string? Record { get; private set; }

        public bool IsLeaf => halves is null;

        public Node Child(int side)
        {
            halves ??= [new Node { Record = Record }, new Node { Record = Record }];
            return halves[side];
        }

        public void Hold(string record)
        {
            Record = record;
            halves = null;
        }

        public void Merge()
        {
            if (halves is not [var left, var right]) return;
            left.Merge();
            right.Merge();
            Record = null;
            if (left.IsLeaf && right.IsLeaf && left.Record == right.Record)
            {
                Record = left.Record;
                halves = null;
            }
        }
    }
}
