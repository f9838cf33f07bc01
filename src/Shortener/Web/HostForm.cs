namespace Shortener.Web;

/// <summary>
/// Refuses a Host that is no name, as Kestrel does one with blanks: in punycode that spells nothing
/// (<c>xn--a</c>), where whoever reads <see cref="HttpRequest.Host"/> decodes it and would fail; or longer
/// than names are, when it would fit into no QR code.
/// </summary>
internal static class HostForm
{
    private const string Punycode = "xn--";

    // 253 of the name (RFC 1035), and a colon with a port.
    private const int MaxLength = 253 + 6;

    public static void UseHostForm(this WebApplication app) => app.Use((context, next) =>
        IsName(context.Request)
            ? next(context)
            : new Malformed("The header Host is no name of a host: it is too long, or its punycode (xn--…) cannot be read.")
                .ExecuteAsync(context));

    private static bool IsName(HttpRequest request)
    {
        var host = request.Headers.Host.ToString();
        if (host.Length > MaxLength) return false;
        if (!host.Contains(Punycode, StringComparison.Ordinal)) return true;
        try
        {
            return request.Host.HasValue;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
