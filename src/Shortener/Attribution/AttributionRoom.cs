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
        services.AddSingleton<TimelineStore>();
        services.AddSingleton<TrackedClickStore>();
        services.AddSingleton<TimelineWorker>();
        services.AddHostedService(p => p.GetRequiredService<TimelineWorker>());
        services.AddSingleton<CreditReports>();
        services.AddSingleton<JourneyReports>();
    }
}
