using System.Net;

namespace Shortener.Channels.Geo;

/// <summary>
/// Addresses that are in no country because nobody holds them: private, local, examples, multicast.
/// </summary>
/// <remarks>
/// Databases made from registries give them the country of the registry that lists them: by the one in the
/// product, 192.168.1.1 is in Australia. Source: IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC
/// 6890), the blocks that are not globally reachable, and the multicast and reserved ranges.
/// </remarks>
internal static class SpecialAddresses
{
    public static bool Contains(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.IsIPv4MappedToIPv6) return IsSpecial4(bytes[12..]);
        return length == 4 ? IsSpecial4(bytes[..4]) : IsSpecial6(bytes);
    }

    private static bool IsSpecial4(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0 or 10 or 127, ..] => true,
        [100, >= 64 and <= 127, ..] => true,
        [169, 254, ..] => true,
        [172, >= 16 and <= 31, ..] => true,
        [192, 168, ..] => true,
        [192, 0, 0 or 2, _] => true,
        [198, 18 or 19, ..] => true,
        [198, 51, 100, _] => true,
        [203, 0, 113, _] => true,
        [>= 224, ..] => true,
        _ => false,
    };

    private static bool IsSpecial6(ReadOnlySpan<byte> bytes) => bytes switch
    {
        // Outside 2000::/3 nothing has been given out yet.
        [< 0x20 or > 0x3F, ..] => true,
        [0x20, 0x01, 0x00 or 0x01, ..] => true,
        [0x20, 0x01, 0x0D, 0xB8, ..] => true,
        [0x3F, 0xFF, < 0x10, ..] => true,
        _ => false,
    };
}
