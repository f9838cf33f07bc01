namespace Shortener.Web;

/// <summary>
/// Refuses a Host in punycode that spells no name (<c>xn--a</c>), as Kestrel does one with blanks: whoever
/// reads <see cref="HttpRequest.Host"/> decodes it, and would fail.
/// </summary>
internal static class HostForm
{
    private const string Punycode = "xn--";

    public static void UseHostForm(this WebApplication app) => app.Use((context, next) =>
        IsName(context.Request)
            ? next(context)
            : new Malformed("The header Host is no name of a host: its punycode (xn--…) cannot be read.")
                .ExecuteAsync(context));

    private static bool IsName(HttpRequest request)
    {
        if (!request.Headers.Host.ToString().Contains(Punycode, StringComparison.Ordinal)) return true;
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
