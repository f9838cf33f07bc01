using System.Globalization;

namespace Shortener.Benchmarks.Load;

/// <summary>What the command line may say after <c>load</c> or <c>start</c>.</summary>
internal sealed record LoadOptions
{
    /// <summary>How often each server has its turn.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>How long a turn is measured.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>Load before the first turn, so that the code is compiled for what it does.</summary>
    public int WarmUp { get; init; } = 20;

    /// <summary>Addresses in X-Forwarded-For; 0: everybody is 127.0.0.1.</summary>
    public int Visitors { get; init; } = 20_000;

    /// <summary>
    /// nginx's <c>worker_processes</c>: 1, as it takes one core of the load generator's two; or <c>auto</c>.
    /// </summary>
    public string NginxWorkers { get; init; } = "1";

    /// <summary>Redirects before the memory is read.</summary>
    public long MemoryAfter { get; init; } = 1_000_000;

    /// <summary>Only the servers whose name contains this; all when empty.</summary>
    public string Only { get; init; } = "";

    /// <exception cref="ArgumentException">An option that does not exist, or without its value.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> args)
    {
        var options = new LoadOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count) throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--rounds" => options with { Rounds = Number(args[i + 1]) },
                "--seconds" => options with { Seconds = Number(args[i + 1]) },
                "--warm-up" => options with { WarmUp = Number(args[i + 1]) },
                "--visitors" => options with { Visitors = Number(args[i + 1]) },
                "--memory-after" => options with { MemoryAfter = Number(args[i + 1]) },
                "--nginx-workers" => options with { NginxWorkers = args[i + 1] },
                "--only" => options with { Only = args[i + 1] },
                _ => throw new ArgumentException($"There is no option {args[i]}."),
            };
        }
        return options;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
