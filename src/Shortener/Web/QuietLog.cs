using Microsoft.Extensions.Configuration.Memory;

namespace Shortener.Web;

/// <summary>
/// The log says what an operator must know, and nothing per request: the framework speaks from Warning on.
/// The section <c>Logging</c> overrides it, as everywhere in .NET.
/// </summary>
internal static class QuietLog
{
    private static readonly Dictionary<string, string?> Levels = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:System"] = "Warning",
        // At any level it opens a scope and an activity for every request, which no message of ours uses.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-dd'T'HH:mm:ss'Z' ",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    };

    // First in line, so that every other source overrides it.
    public static void AddQuietLog(this IHostApplicationBuilder builder) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Levels });
}
