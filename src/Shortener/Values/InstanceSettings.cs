using System.Net;

namespace Shortener.Values;

/// <summary>
/// What the whole instance is: its days, its hosts, its own networks. Section <c>Shortener</c>.
/// </summary>
public sealed record InstanceSettings : ISettings
{
    /// <summary>IANA name of the zone whose midnights begin a day where a report asks for no other.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>
    /// Hosts that links live on, the first being the default; with none, every host reaches every link.
    /// </summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>
    /// Networks (<c>203.0.113.0/24</c>) or addresses whose hits are our own, and no clicks.
    /// </summary>
    public IReadOnlyList<string> IgnoreNetworks { get; init; } = [];

    /// <summary>
    /// An admin key chosen by the operator; with none, the first start makes one and prints it.
    /// </summary>
    public string? AdminKey { get; init; }

    /// <summary><see cref="TimeZone"/>, found.</summary>
    public TimeZoneInfo Zone() =>
        TimeZone is "UTC" ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>
    /// <see cref="Domains"/> as browsers send them: in lower case, international names in punycode.
    /// </summary>
    public IReadOnlyList<string> Hosts() =>
        [.. Domains.Select(domain => HostName.ToAscii(domain)!.ToLowerInvariant())];

    /// <summary>
    /// The host of the default domain: the first that is configured, else the one that a request came to.
    /// </summary>
    public string DefaultHost(string requestHost) => Hosts() is [var first, ..] ? first : requestHost;

    /// <summary><see cref="IgnoreNetworks"/>, read.</summary>
    public IReadOnlyList<IPNetwork> Ignored() => [.. IgnoreNetworks.Select(n => Networks.Read(n)!.Value)];

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return $"Shortener:TimeZone is '{TimeZone}'; it may be an IANA name such as Europe/Berlin.";
        }
        foreach (var domain in Domains.Where(d => !IsHost(d)))
        {
            yield return $"Shortener:Domains has '{domain}'; write hosts without scheme or path, such as go.example.com.";
        }
        foreach (var network in IgnoreNetworks.Where(n => Networks.Read(n) is null))
        {
            yield return $"Shortener:IgnoreNetworks has '{network}'; write networks such as 203.0.113.0/24 or 2001:db8::/48.";
        }
        if (AdminKey is { } key && (key.Length is < 16 or > 200 || key.Any(c => c is <= ' ' or >= '\x7f')))
        {
            yield return "Shortener:AdminKey must be 16 to 200 printable characters without spaces.";
        }
    }

    // go.example.com, go.exämple.de, localhost:8080, [::1]:8080
    private static bool IsHost(string text) =>
        HostName.ToAscii(text) is not null
        && Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var uri)
        && uri.HostNameType is (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)
        && uri.Authority.Equals(text, StringComparison.OrdinalIgnoreCase)
        && uri.AbsolutePath == "/";
}
