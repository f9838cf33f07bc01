using Shortener.Web;

namespace Shortener.Conversions;

/// <summary>What this room brings along.</summary>
public static class ConversionsRoom
{
    public static void AddConversions(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<ConversionSettings>("Shortener:Conversions");
        var services = builder.Services;
        services.AddSingleton<IdHashes>();
        services.AddSingleton<Intake>();
        services.AddSingleton<ConversionStore>();
        services.AddSingleton<Arrivals>();
        services.AddSingleton<ConversionListStore>();
        services.AddSingleton<JourneyStore>();
        services.AddSingleton<CustomerStore>();
        services.AddSingleton<RateStore>();
    }
}
