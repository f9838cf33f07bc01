using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Shortener.Values;

/// <summary>
/// Networks as people write them: <c>203.0.113.0/24</c>, <c>2001:db8::/48</c>, or a single address.
/// </summary>
public static class Networks
{
    /// <summary>The network, its host bits cleared; null where the text is none.</summary>
    public static IPNetwork? Read(string text)
    {
        var slash = text.IndexOf('/');
        var first = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(first, out var address) || !IsWhole(address, first)) return null;

        var bits = address.GetAddressBytes().Length * 8;
        if (slash >= 0)
        {
            if (!int.TryParse(text.AsSpan(slash + 1), out var asked) || asked < 0 || asked > bits)
            {
                return null;
            }
            bits = asked;
        }
        return Of(address, bits);
    }

    // 1.2.3 is an address as well, 1.2.0.3, and 010.0.0.1 is 8.0.0.1: nobody who writes a network means that.
    private static bool IsWhole(IPAddress address, string text) =>
        address.AddressFamily is not AddressFamily.InterNetwork || address.ToString() == text;

    /// <summary>
    /// The /24 of an IPv4 address or the /48 of an IPv6 address, as one number: what limits are counted by.
    /// </summary>
    public static long NumberOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _)) return 0;
        return address.AddressFamily is AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadInt32BigEndian(bytes) >>> 8
            : BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16 | 1L << 62;
    }

    /// <summary>The network of the first <paramref name="bits"/> bits of the address.</summary>
    public static IPNetwork Of(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - (8 * i), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }
        return new IPNetwork(new IPAddress(bytes), bits);
    }
}
