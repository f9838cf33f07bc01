using Shortener.Hits;
using Shortener.Storage;
using Shortener.Transfer;
using Shortener.Web;

namespace Shortener.Ops;

/// <summary>What <c>Shortener.dll VERB …</c> can do besides serving.</summary>
internal static class Commands
{
    /// <summary>
    /// Given the services and the words after the verb, does the work and returns the exit code.
    /// </summary>
    public delegate Task<int> Command(IServiceProvider services, string[] args);

    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        Shortener [--urls http://localhost:8080] [--Shortener:SETTING=VALUE …]   answers short links
        Shortener replay FILE [--format ndjson|combined|spill]   puts another server's log into this one
        Shortener rebuild      recomputes the roll-ups from the log
        Shortener reclassify   classifies all hits anew, after patterns have improved

        appsettings.example.json lists all settings. They are read from appsettings.json in the working directory,
        from the environment (Shortener__TimeZone=Europe/Berlin), and from the command line.
        """;

    private static readonly Dictionary<string, Command> All = new()
    {
        ["replay"] = ReplayCommand.Run,
        ["rebuild"] = Rebuild,
        ["reclassify"] = Reclassify,
    };

    /// <summary>Somebody wants to know what there is.</summary>
    public static bool IsHelp(string[] args) => args is ["--help" or "-h" or "-?" or "help", ..];

    /// <summary>
    /// The command that the first word names; null where it is an option, or there is none.
    /// </summary>
    /// <exception cref="CannotStartException">The word names no command.</exception>
    public static Command? Find(string[] args)
    {
        if (args is not [{ } verb, ..] || verb.StartsWith('-') || verb.StartsWith('/') || verb.Contains('='))
        {
            return null;
        }
        return All.TryGetValue(verb, out var command)
            ? command
            : throw new CannotStartException(
                $"There is no command '{verb}'. Known: {string.Join(", ", All.Keys)}.");
    }

    /// <summary>
    /// <c>rebuild</c>: recomputes the roll-ups from the log. Needed after nothing that is known; it may run
    /// beside a server.
    /// </summary>
    private static async Task<int> Rebuild(IServiceProvider services, string[] args)
    {
        var corrected = await new Rebuild(services.GetRequiredService<Db>()).Run(Console.WriteLine);
        Console.WriteLine($"{corrected} rows were corrected.");
        return 0;
    }

    /// <summary>
    /// <c>reclassify</c>: classifies all hits anew, after patterns have improved; it may run beside a server
    /// with the same patterns.
    /// </summary>
    private static async Task<int> Reclassify(IServiceProvider services, string[] args)
    {
        var changed = await services.GetRequiredService<Reclassify>().Run(Console.WriteLine);
        Console.WriteLine($"{changed} hits were changed.");
        return 0;
    }
}
