namespace Shortener.Storage;

/// <summary>What this room brings along.</summary>
public static class StorageRoom
{
    /// <summary>Needs <see cref="StorageSettings"/> to be there.</summary>
    public static void AddStorage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Db>();
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton<SecretStore>();
        builder.Services.AddHostedService<Checkpointer>();
    }
}
