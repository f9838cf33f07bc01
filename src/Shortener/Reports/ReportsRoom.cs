namespace Shortener.Reports;

/// <summary>What this room brings along.</summary>
public static class ReportsRoom
{
    public static void AddReports(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LongScans>();
        builder.Services.AddSingleton<AnalyticsStore>();
        builder.Services.AddSingleton<HitListStore>();
        builder.Services.AddSingleton<DarkStore>();
        builder.Services.AddSingleton<SharingStore>();
        builder.Services.AddSingleton<DigestJob>();
    }
}
