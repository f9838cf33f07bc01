using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Web;

namespace Shortener.Links;

/// <summary>The public QR codes: /{slug}.svg and /{slug}.png. Looking at one is no hit.</summary>
internal static class QrEndpoints
{
    // A code may change its look; five minutes is what a page that shows it may be late.
    private const string Cached = "public, max-age=300";

    public static void MapQrCodes(this IEndpointRouteBuilder app)
    {
        var codes = app.MapGroup("").WithTags("QR codes");

        codes.MapMethods("/{slug}.svg", [HttpMethods.Get, HttpMethods.Head], Svg)
            .Produces<Stream>(200, "image/svg+xml");
        codes.MapMethods("/{slug}.png", [HttpMethods.Get, HttpMethods.Head], Png)
            .Produces<Stream>(200, "image/png");
    }

    /// <summary>The link's QR code as a drawing.</summary>
    /// <param name="size">
    /// Width and height in pixels, 64 to 2048; what is outside is brought to the nearer end.
    /// </param>
    internal static Task<Results<FileContentHttpResult, Missing, Gone>> Svg(
        string slug, HttpContext context, Domains domains, LinkStore links, CancellationToken ct,
        int size = QrCodes.DefaultSize) =>
        Draw(
            slug, context, domains, links, "image/svg+xml",
            (url, style) => Encoding.UTF8.GetBytes(QrCodes.Svg(url, style, Within(size))), ct);

    /// <summary>The link's QR code as an image.</summary>
    /// <param name="size">
    /// Width and height in pixels, 64 to 2048; what is outside is brought to the nearer end.
    /// </param>
    internal static Task<Results<FileContentHttpResult, Missing, Gone>> Png(
        string slug, HttpContext context, Domains domains, LinkStore links, CancellationToken ct,
        int size = QrCodes.DefaultSize) =>
        Draw(
            slug, context, domains, links, "image/png", (url, style) => QrCodes.Png(url, style, Within(size)),
            ct);

    private static async Task<Results<FileContentHttpResult, Missing, Gone>> Draw(
        string slug, HttpContext context, Domains domains, LinkStore links, string type,
        Func<string, QrStyle, byte[]> draw, CancellationToken ct)
    {
        var domain = domains.Find(context.Request.Host.Value!);
        if (domain is null || await links.Find(domain, slug, ct) is not { } link)
        {
            return new Missing($"There is no link '{slug}'.");
        }
        if (link.IsDeleted) return new Gone($"The link '{slug}' was deleted.");

        context.Response.Headers.CacheControl = Cached;
        return TypedResults.File(
            draw(context.Request.ShortUrls(domains).Scanned(link), link.QrStyle ?? QrStyle.Default), type);
    }

    private static int Within(int size) => Math.Clamp(size, QrCodes.SmallestSize, QrCodes.LargestSize);
}
