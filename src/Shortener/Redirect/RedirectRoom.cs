using Shortener.Web;

namespace Shortener.Redirect;

/// <summary>What this room brings along.</summary>
public static class RedirectRoom
{
    public static void AddRedirect(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<RedirectSettings>("Shortener:Redirect");
        builder.Services.AddSingleton<LinkCache>();
        builder.Services.AddSingleton<ShareCache>();
        builder.Services.AddSingleton<ShareTags>();
        builder.Services.AddSingleton<ClickPlaces>();
        builder.Services.AddSingleton<Redirects>();
        builder.Services.AddHostedService<LinkCacheWorker>();
        builder.DescribeAlso(RedirectDescription.Add);
    }

    /// <summary>Comes first of all: see <see cref="RedirectMiddleware"/>.</summary>
    public static void UseRedirect(this WebApplication app) => app.UseMiddleware<RedirectMiddleware>();
}
