namespace Shortener.Links;

/// <summary>Addresses of links, as the caller of one request may use them.</summary>
/// <param name="Scheme">http or https, as the request came.</param>
/// <param name="RequestHost">
/// The Host of the request, which names the default domain while none is configured.
/// </param>
public sealed record ShortUrls(Domains Domains, string Scheme, string RequestHost)
{
    /// <summary>The host that the link lives on.</summary>
    public string DomainOf(Link link) => Domains.NameOf(link.Domain, RequestHost);

    /// <summary>The short link itself, percent-encoded.</summary>
    public string Of(Link link) => $"{Scheme}://{DomainOf(link)}/{Uri.EscapeDataString(link.Slug)}";

    /// <summary>The short link through a share.</summary>
    public string Of(Link link, string token) => $"{Of(link)}.{token}";

    /// <summary>What the link's QR code says: the short link with the mark of a scan.</summary>
    public string Scanned(Link link) => Of(link) + "?qr=1";

    public string QrImage(Link link) => Of(link) + ".svg";

    public string SharePage(Link link) =>
        $"{Scheme}://{DomainOf(link)}/-/share/{Uri.EscapeDataString(link.Slug)}";

    /// <summary>The share page, opened through a share.</summary>
    public string SharePage(Link link, string token) => $"{SharePage(link)}.{token}";
}
