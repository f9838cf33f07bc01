using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Shortener.Values;

namespace Shortener.Links;

/// <summary>Names of hosts, as they stand in addresses and in a Host header.</summary>
public static class Hosts
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;
    private static readonly SearchValues<char> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>
    /// Host and port of an authority; the port is null where none is given. False for a port that is none.
    /// </summary>
    public static bool TrySplit(ReadOnlySpan<char> authority, out ReadOnlySpan<char> host, out int? port)
    {
        // The colons of [::1] are not the port's.
        var colon = authority.LastIndexOf(':') is var last && last > authority.LastIndexOf(']') ? last : -1;
        host = colon < 0 ? authority : authority[..colon];
        port = null;
        if (colon < 0) return true;

        if (!ushort.TryParse(
            authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        port = number;
        return number > 0;
    }

    /// <summary>
    /// The host as the web writes it: lower case, international names in punycode, IPv6 addresses in
    /// brackets. Null where it is none.
    /// </summary>
    public static string? Canonical(ReadOnlySpan<char> name)
    {
        if (name.StartsWith('[')) return AddressOf(name);

        if (HostName.ToAscii(name.ToString()) is not { } ascii) return null;
        var host = ascii.ToLowerInvariant();
        // A last dot stands for the root of all names.
        var labels = (host.EndsWith('.') ? host[..^1] : host).Split('.');
        if (host.Length > MaxLength || host.AsSpan().ContainsAnyExcept(Letters)) return null;
        if (labels.Any(label => label.Length is 0 or > MaxLabelLength)) return null;
        return IsNumber(labels[^1]) && !IsDottedQuad(host) ? null : host;
    }

    private static string? AddressOf(ReadOnlySpan<char> bracketed) =>
        bracketed.EndsWith(']') && !bracketed.Contains('%')
        && IPAddress.TryParse(bracketed[1..^1], out var address) && address.AddressFamily is AddressFamily.InterNetworkV6
            ? $"[{address}]"
            : null;

    // Browsers read a last label that is a number as an IPv4 address, whole or in parts, decimal or not:
    // 2130706433.
    private static bool IsNumber(string label) =>
        label.All(char.IsAsciiDigit) || label.StartsWith("0x", StringComparison.Ordinal);

    private static bool IsDottedQuad(string host) =>
        IPAddress.TryParse(host, out var address) && address.ToString() == host;
}
