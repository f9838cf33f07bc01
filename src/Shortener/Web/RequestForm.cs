namespace Shortener.Web;

/// <summary>Refuses addresses under <c>/api</c> whose percent-encoding is broken, before they are half understood.</summary>
internal static class RequestForm
{
    public static void UseRequestForm(this WebApplication app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments("/api") && !IsSound(context)
            ? new Malformed("The address has a broken percent-encoding; % itself is written %25, and text is UTF-8.").ExecuteAsync(context)
            : next(context));

    private static bool IsSound(HttpContext context) =>
        IsSound(context.Request.QueryString.Value ?? "")
        && !context.Request.Path.Value!.AsSpan().ContainsAny('\0', '\ufffd');

    /// <summary>Every % begins two hex digits, and the bytes they spell are UTF-8 without NUL.</summary>
    internal static bool IsSound(string encoded)
    {
        if (!encoded.Contains('%')) return true;
        var bytes = new byte[encoded.Length];
        var count = 0;
        for (var i = 0; i < encoded.Length; i++, count++)
        {
            if (encoded[i] != '%') bytes[count] = (byte)Math.Min(encoded[i], '\x7f');
            else if (i + 2 >= encoded.Length || !char.IsAsciiHexDigit(encoded[i + 1]) || !char.IsAsciiHexDigit(encoded[i + 2])) return false;
            else
            {
                bytes[count] = Convert.ToByte(encoded.Substring(i + 1, 2), 16);
                i += 2;
            }
        }
        var text = bytes.AsSpan(0, count);
        return System.Text.Unicode.Utf8.IsValid(text) && !text.Contains((byte)0);
    }
}
