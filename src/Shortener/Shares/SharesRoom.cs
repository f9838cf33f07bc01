using Shortener.Web;

namespace Shortener.Shares;

/// <summary>What this room brings along.</summary>
public static class SharesRoom
{
    public static void AddShares(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<ShareSettings>("Shortener:Shares");
        builder.Services.AddSingleton<ShareStore>();
        builder.Services.AddSingleton<ShareListStore>();
        builder.Services.AddSingleton<ShareTreeStore>();
        builder.Services.AddSingleton<OpenLinks>();
        builder.Services.AddSingleton<Pressers>();
        builder.Services.AddSingleton<PressedLinks>();
        builder.Services.AddSingleton<SnippetScript>();
        builder.Services.AddSingleton<PressLimits>();
    }
}
