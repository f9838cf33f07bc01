using System.Globalization;
using System.Text;

namespace Shortener.Values;

/// <summary>Names of hosts as browsers send them.</summary>
public static class HostName
{
    /// <summary>
    /// International names in punycode (RFC 3492), the rest as it is; null where the text is no name.
    /// </summary>
    /// <param name="host">With or without a port: <c>go.exämple.de:8080</c>.</param>
    public static string? ToAscii(string host)
    {
        if (Ascii.IsValid(host)) return host;
        try
        {
            return new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
