using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Shortener.Web;

/// <summary>
/// The frame of the little public pages: one style, light and dark, no scripts, not for search engines.
/// </summary>
public static class Shell
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1c1f23;--paper:#fbfaf8;--soft:#5c636b;--line:#dedad3;--accent:#0b5fa5}
        @media(prefers-color-scheme:dark){:root{--ink:#e9e7e3;--paper:#16181b;--soft:#a3a9b0;--line:#33373c;--accent:#7db8ea}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--paper);color:var(--ink);
        font:1.0625rem/1.6 system-ui,sans-serif}
        main{width:100%;max-width:34rem}
        h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}
        h1,p{overflow-wrap:anywhere}
        p{margin:0 0 1rem}
        a{color:var(--accent)}
        .soft{color:var(--soft)}
        .go{display:inline-block;padding:.7rem 1.2rem;border:1px solid var(--line);border-radius:.5rem;text-decoration:none}
        """;

    /// <summary>Goes with every such page: nothing is loaded, framed or run.</summary>
    public static readonly string ContentSecurityPolicy = PolicyOf(
        style: "", script: null, formActions: "'self'");

    /// <summary>The policy of a page with a style and a script of its own.</summary>
    /// <param name="style">As given to <see cref="Page"/>.</param>
    /// <param name="script">The one script that runs, and may talk to us; null for none.</param>
    /// <param name="formActions">Where its forms may lead, redirects included.</param>
    /// <param name="images">Where its pictures come from.</param>
    public static string PolicyOf(
        string style, string? script, string formActions, string images = "'self'") =>
        $"default-src 'none'; style-src 'sha256-{HashOf(Style + style)}'; "
        + (script is null ? "" : $"script-src 'sha256-{HashOf(script)}'; connect-src 'self'; ")
        + $"img-src {images}; form-action {formActions}; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A whole page.</summary>
    /// <param name="title">Plain text, heading and title.</param>
    /// <param name="content">
    /// HTML below the heading: what comes from outside has passed <see cref="Text"/>.
    /// </param>
    /// <param name="direction">Of the page's own words; the heading takes its own.</param>
    /// <param name="style">CSS after the common one.</param>
    public static string Page(string title, string content, string language = "en", string direction = "ltr", string style = "") => $"""
        <!doctype html>
        <html lang="{language}" dir="{direction}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{Text(title)}</title>
        <style>{Style}{style}</style>
        </head>
        <body>
        <main>
        <h1 dir="auto">{Text(title)}</h1>
        {content}
        </main>
        </body>
        </html>

        """;

    /// <summary>Text as it may stand in HTML, between tags or in a quoted attribute.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>Sends a page.</summary>
    /// <param name="policy">
    /// From <see cref="PolicyOf"/>; null for a page without style and script of its own.
    /// </param>
    /// <param name="referrer">Who is told where the visitor comes from.</param>
    public static Task Send(
        HttpContext context, int status, ReadOnlyMemory<byte> page, string? policy = null,
        string referrer = "no-referrer")
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentSecurityPolicy = policy ?? ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = referrer;
        response.Headers["X-Robots-Tag"] = "noindex";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(page, context.RequestAborted).AsTask();
    }

    private static string HashOf(string text) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
