using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shortener.Hits;

/// <summary>
/// What is kept of an address: keyed hashes under a random salt that lives for one visitor day and is deleted
/// within 48 hours. After that nobody, we included, can tell whose they were.
/// </summary>
public static class VisitorKey
{
    /// <summary>Length of a salt in bytes.</summary>
    public const int SaltBytes = SipHash.KeyBytes;

    private const int MaxUserAgent = 512;

    // Said before the address: a visitor without a user agent is no network.
    private const byte Visitor = 1;
    private const byte Network = 2;

    /// <summary>64 bits of address (IPv6 cut to its /64) and user agent.</summary>
    /// <param name="salt"><see cref="SaltBytes"/> random bytes.</param>
    public static long OfVisitor(ReadOnlySpan<byte> salt, IPAddress address, ReadOnlySpan<char> userAgent)
    {
        Span<byte> message = stackalloc byte[1 + 8 + 3 * MaxUserAgent];
        message[0] = Visitor;
        var length = 1 + Write(address, keepV4: 4, keepV6: 8, message[1..]);
        length += Encoding.UTF8.GetBytes(
            userAgent[..Math.Min(userAgent.Length, MaxUserAgent)], message[length..]);
        return (long)SipHash.Of(salt, message[..length]);
    }

    /// <summary>32 bits, as a positive number, of the address's network: its /24, or /48 for IPv6.</summary>
    public static long OfNetwork(ReadOnlySpan<byte> salt, IPAddress address)
    {
        Span<byte> message = stackalloc byte[1 + 8];
        message[0] = Network;
        var length = 1 + Write(address, keepV4: 3, keepV6: 6, message[1..]);
        return (uint)SipHash.Of(salt, message[..length]);
    }

    private static int Write(IPAddress address, int keepV4, int keepV6, Span<byte> target)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        address.TryWriteBytes(bytes, out _);
        var keep = address.AddressFamily is AddressFamily.InterNetwork ? keepV4 : keepV6;
        bytes[..keep].CopyTo(target);
        return keep;
    }
}
