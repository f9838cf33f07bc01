using Shortener.Conversions;
using Shortener.Storage;
using Shortener.Web;

namespace Shortener.Attribution;

/// <summary>What this room brings along.</summary>
public static class AttributionRoom
{
    public static void AddAttribution(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<AttributionSettings>("Shortener:Attribution");
        var services = builder.Services;
        services.AddSingleton<Models>();
        services.AddSingleton(p =>
        {
            p.GetRequiredService<CustomerStore>().Erasing += TimelineStore.Forget;
            return new TimelineStore(p.GetRequiredService<Db>());
        });
        services.AddSingleton<TrackedClickStore>();
        services.AddSingleton<TimelineWorker>();
        services.AddHostedService(p => p.GetRequiredService<TimelineWorker>());
        services.AddSingleton<CreditReports>();
        services.AddSingleton<JourneyReports>();
    }
}
