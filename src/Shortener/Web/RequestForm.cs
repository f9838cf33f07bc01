using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Shortener.Web;

/// <summary>
/// Refuses requests under <c>/api</c> that are no UTF-8 text, before they are half understood.
/// </summary>
internal static class RequestForm
{
    public static void UseRequestForm(this WebApplication app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments("/api") && Complaint(context) is { } complaint
            ? new Malformed(complaint).ExecuteAsync(context)
            : next(context));

    private static string? Complaint(HttpContext context)
    {
        if (!IsSound(context.Features.Get<IHttpRequestFeature>()!.RawTarget))
        {
            return "The address has a broken percent-encoding: % itself is written %25, and text is UTF-8.";
        }
        return IsUtf8(context.Request.ContentType) ? null : "The body's charset must be UTF-8.";
    }

    // The framework throws for a charset that it does not know.
    private static bool IsUtf8(string? contentType) =>
        contentType is null
        || !MediaTypeHeaderValue.TryParse(contentType, out var type)
        || !type.Charset.HasValue
        || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    /// <summary>Every % begins two hex digits, and the bytes they spell are UTF-8 without NUL.</summary>
    internal static bool IsSound(ReadOnlySpan<char> encoded)
    {
        if (!encoded.Contains('%')) return true;

        var decoded = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] != '%')
            {
                decoded[length++] = (byte)Math.Min(encoded[i], '\x7f');
                continue;
            }
            var digits = encoded[(i + 1)..Math.Min(i + 3, encoded.Length)];
            if (digits.Length < 2
                || !byte.TryParse(digits, NumberStyles.AllowHexSpecifier, null, out decoded[length++]))
            {
                return false;
            }
            i += 2;
        }
        return Utf8.IsValid(decoded.AsSpan(0, length)) && !decoded.AsSpan(0, length).Contains((byte)0);
    }
}
