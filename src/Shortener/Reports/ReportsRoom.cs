using Shortener.Channels;
using Shortener.Storage;
using Shortener.Web;

namespace Shortener.Reports;

/// <summary>What this room brings along.</summary>
public static class ReportsRoom
{
    public static void AddReports(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<ReportSettings>("Shortener:Reports");
        builder.Services.AddSingleton<LongScans>();
        builder.Services.AddSingleton<AnalyticsStore>();
        builder.Services.AddSingleton<HitListStore>();
        builder.Services.AddSingleton<DarkStore>();
        builder.Services.AddSingleton<SharingStore>();
        builder.Services.AddSingleton(p => new DigestJob(
            p.GetRequiredService<Db>(), p.GetRequiredService<Classifier>(), p.GetRequiredService<TimeProvider>())
        {
            MostBytes = p.GetRequiredService<ReportSettings>().DigestMegabytes * 1024L * 1024,
        });
    }
}
