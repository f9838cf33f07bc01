namespace Shortener.Ops;

/// <summary>What this room brings along.</summary>
internal static class OpsRoom
{
    public static void AddOps(this IHostApplicationBuilder builder) =>
        builder.Services.AddHostedService<JobRunner>();
}
