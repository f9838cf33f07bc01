using Shortener.Values;
using Shortener.Web;

namespace Shortener.Links;

/// <summary>What this room brings along.</summary>
public static class LinksRoom
{
    public static void AddLinks(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<LinkSettings>("Shortener:Links")
            .AddSettings<TrackingSettings>("Shortener:Conversions");
        builder.Services.AddSingleton(
            services => new Domains(services.GetRequiredService<InstanceSettings>().Hosts()));
        builder.Services.AddSingleton<LinkStore>();
        builder.Services.AddSingleton<LinkListStore>();
        builder.Services.AddSingleton<LinkChangeStore>();
    }
}
