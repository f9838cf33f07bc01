using Shortener.Channels;
using Shortener.Channels.Geo;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Hits;

/// <summary>What this room brings along.</summary>
public static class HitsRoom
{
    public static void AddHits(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<HitSettings>("Shortener:Hits")
            .AddSettings<FollowerSettings>("Shortener:Hits")
            .AddSettings<RetentionSettings>("Shortener:Hits");
        var services = builder.Services;
        services.AddSingleton(p => ReadClassifier(p.GetRequiredService<HitSettings>()));
        services.AddSingleton<TagSpelling>();
        services.AddSingleton(p => OpenPlaces(p.GetRequiredService<HitSettings>()));
        services.AddSingleton(p => new VisitorDays(p.GetRequiredService<InstanceSettings>().Zone()));
        services.AddSingleton(p => new OwnNetworks(p.GetRequiredService<InstanceSettings>().Ignored()));
        services.AddSingleton<Dictionaries>();
        services.AddSingleton<SaltStore>();
        services.AddSingleton<HitHealth>();
        services.AddSingleton<HitQueue>();
        services.AddSingleton<HitClassifier>();
        services.AddSingleton<ClickIds>();
        services.AddSingleton<VisitReader>();
        services.AddSingleton<HitCountStore>();
        services.AddHostedService<SaltWorker>();
        services.AddHostedService<HitWriter>();
        services.AddSingleton<Follower>();
        services.AddHostedService(p => p.GetRequiredService<Follower>());
        services.AddSingleton<Rebuild>();
        services.AddSingleton<Reclassify>();
        services.AddSingleton<RetentionJob>();
        services.AddSingleton<ErasedClickJob>();
    }

    private static Classifier ReadClassifier(HitSettings settings)
    {
        try
        {
            return Classifier.Load(settings.RulesFile is { Length: > 0 } file ? file : null);
        }
        catch (Exception e) when (e is PatternFileException or IOException)
        {
            throw new CannotStartException($"Shortener:Hits:RulesFile: {e.Message}");
        }
    }

    private static Places OpenPlaces(HitSettings settings)
    {
        try
        {
            return settings.PlaceFiles.Count > 0 ? Places.Of(settings.PlaceFiles) : Places.OfTheProduct();
        }
        catch (Exception e) when (e is InvalidDatabaseException or IOException)
        {
            throw new CannotStartException($"Shortener:Hits:PlaceFiles: {e.Message}");
        }
    }
}
