using System.Buffers.Binary;
using System.Net;

namespace Shortener.Channels.Geo;

/// <summary>
/// A file in MaxMind's database format: a binary tree over the bits of an address, and records at its leaves.
/// </summary>
/// <remarks>
/// <para>
/// Immutable, so any number of threads may ask. A look-up takes at most one step for each bit of the address,
/// reads nothing outside the file, and allocates nothing until <see cref="Read"/>.
/// </para>
/// <para>
/// The file is read whole rather than mapped: updaters write over it in place, and a mapped file that shrinks
/// kills the process at the next look-up.
/// </para>
/// Source: MaxMind DB File Format Specification 2.0.
/// </remarks>
public sealed class Mmdb
{
    private const int SeparatorBytes = 16;
    private const int MostMetadataBytes = 128 * 1024;

    private static readonly byte[] MetadataMarker = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    private readonly byte[] file;
    private readonly uint nodeCount;
    private readonly int recordSize;
    private readonly Range data;
    private readonly uint dataBytes;

    // Where the 96 zero bits before an IPv4 address lead: walked once, here, and not at every look-up.
    private readonly uint ipv4Root;

    private Mmdb(byte[] file, MmdbMetadata metadata, Range data)
    {
        this.file = file;
        this.data = data;
        Metadata = metadata;
        nodeCount = metadata.NodeCount;
        recordSize = metadata.RecordSize;
        dataBytes = (uint)data.GetOffsetAndLength(file.Length).Length;
        ipv4Root = metadata.IpVersion == 6 ? Walk(0, stackalloc byte[12], out _) : 0;
    }

    public MmdbMetadata Metadata { get; }

    /// <summary>Opens the file at <paramref name="path"/>, at most 2 GB.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <inheritdoc cref="Open(byte[])" path="/exception"/>
    public static Mmdb Open(string path) => Open(File.ReadAllBytes(path));

    /// <summary>Opens a file that is in memory. The array belongs to the database from now on.</summary>
    /// <exception cref="InvalidDatabaseException">
    /// It is not a MaxMind DB, or its parts do not fit together.
    /// </exception>
    public static Mmdb Open(byte[] file)
    {
        // The last marker counts: the data section may hold any bytes, so these too.
        var tail = Math.Max(0, file.Length - MostMetadataBytes);
        var marker = file.AsSpan(tail).LastIndexOf(MetadataMarker);
        if (marker < 0) throw new InvalidDatabaseException("This is not a MaxMind DB: it has no metadata.");
        var dataEnd = tail + marker;
        var metadata = MmdbMetadata.Read(file.AsSpan(dataEnd + MetadataMarker.Length));

        var treeBytes = (long)metadata.NodeCount * metadata.RecordSize / 4;
        if (treeBytes + SeparatorBytes > dataEnd)
        {
            throw new InvalidDatabaseException(
                $"A tree of {metadata.NodeCount} nodes cannot fit in a file of {file.Length} bytes.");
        }
        var dataStart = (int)treeBytes + SeparatorBytes;
        return new Mmdb(file, metadata, dataStart..dataEnd);
    }

    /// <summary>Finds the record of an address.</summary>
    /// <param name="address">
    /// An IPv4 address in IPv6 clothes (::ffff:1.2.3.4) counts as IPv4, which not every file does by itself.
    /// Any other IPv6 address is not found in a file for IPv4.
    /// </param>
    /// <param name="offset">
    /// Identifies the record within this file, for <see cref="Read"/>; many networks share one.
    /// </param>
    /// <param name="prefixLength">
    /// Bits of the address that decided, found or not: the size of the network that shares the answer. Of an
    /// IPv4 address 0 to 32, whatever tree it was found in.
    /// </param>
    /// <exception cref="InvalidDatabaseException">The tree is broken on the way to this address.</exception>
    public bool TryFind(IPAddress address, out uint offset, out int prefixLength)
    {
        Span<byte> bits = stackalloc byte[16];
        address.TryWriteBytes(bits, out var length);
        bits = address.IsIPv4MappedToIPv6 ? bits[12..] : bits[..length];

        offset = 0;
        prefixLength = 0;
        if (bits.Length == 16 && Metadata.IpVersion == 4) return false;

        var record = Walk(bits.Length == 4 ? ipv4Root : 0, bits, out prefixLength);
        if (record == nodeCount) return false;
        if (record < nodeCount)
        {
            throw new InvalidDatabaseException("The tree is deeper than an address is long.");
        }
        // Counted from the separator, so a value below 16 points into it.
        offset = record - nodeCount - SeparatorBytes;
        if (record - nodeCount < SeparatorBytes || offset >= dataBytes)
        {
            throw new InvalidDatabaseException($"Record {record} of the tree is neither a node nor data.");
        }
        return true;
    }

    /// <summary>
    /// The record at an offset that <see cref="TryFind"/> gave: a tree of the values that
    /// <see cref="MmdbDecoder"/> lists.
    /// </summary>
    /// <exception cref="InvalidDatabaseException">The record is broken.</exception>
    public object Read(uint offset) => MmdbDecoder.Decode(file.AsSpan(data), offset);

    /// <summary>Follows the bits to the first record that is not a node, or to the last bit.</summary>
    private uint Walk(uint node, ReadOnlySpan<byte> bits, out int depth)
    {
        for (depth = 0; node < nodeCount && depth < bits.Length * 8; depth++)
        {
            node = Record(node, bits[depth >> 3] >> (7 - (depth & 7)) & 1);
        }
        return node;
    }

    // A node is two records. Those of 28 bits share the byte in the middle, which holds the highest four of
    // both. Reading four bytes for 24 bits stays inside the file: the separator follows the tree.
    private uint Record(uint node, int side)
    {
        var at = (int)node * (recordSize / 4);
        return recordSize switch
        {
            24 => Word(at + side * 3) >> 8,
            28 when side == 0 => Word(at) >> 8 | (Word(at) & 0xF0) << 20,
            28 => Word(at + 3) & 0x0FFF_FFFF,
            _ => Word(at + side * 4),
        };
    }

    private uint Word(int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
}
