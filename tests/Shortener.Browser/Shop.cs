using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shortener.Browser;

/// <summary>
/// A destination site on an origin of its own. Each of its addresses is the same page, whose policy allows
/// nothing but what the README asks for, and its own icon.
/// </summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Uri _home;

    private Shop(WebApplication app, Uri home) => (_app, _home) = (app, home);

    /// <summary>Further attributes of the snippet's script: <c>data-address="always"</c>.</summary>
    public string Options { get; set; } = "";

    /// <summary>The publishable key on its pages.</summary>
    public string Key { get; set; } = "";

    /// <summary>Its origin, as browsers name it.</summary>
    public string Origin => $"http://localhost:{new Uri(_app.Urls.Single()).Port}";

    /// <param name="home">Where the shortener is.</param>
    public static async Task<Shop> Open(Uri home)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var shop = new Shop(app, home);
        app.MapGet("/{**path}", shop.Send);
        await app.StartAsync();
        return shop;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task Send(HttpContext context)
    {
        var shortener = _home.GetLeftPart(UriPartial.Authority);
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src {shortener}; connect-src {shortener}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>Spring offers</title>
            <link rel="icon" href="data:,">
            <script defer src="{shortener}/t.js" data-key="{Key}" {Options}></script>
            <h1>Spring offers</h1>
            <p id="quote">Everything for the balcony at half the price, until <b>Sunday</b> or as long as there is any.</p>
            <p id="short">Half price</p>
            <p><label>This page: <input id="address" readonly value="{Origin}{context.Request.Path}"></label></p>
            <p><button data-shortener-share="whatsapp">WhatsApp</button> <button data-shortener-share="copy">Copy</button>
            <button data-shortener-share>Share</button> <button data-shortener-share="mail">Mail</button></p>
            </html>
            """);
    }
}
