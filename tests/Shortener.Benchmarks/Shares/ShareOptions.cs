using System.Globalization;

namespace Shortener.Benchmarks.Shares;

/// <summary>What the command line may say after <c>shares</c>.</summary>
internal sealed record ShareOptions
{
    /// <summary>How many shares were minted in the year.</summary>
    public int Shares { get; init; } = 10_000_000;

    /// <summary>How many of them, the newest, are clicked through in the last days; a hundredth.</summary>
    public int Active => Shares / 100;

    /// <summary>How many hits the year has.</summary>
    public int Hits { get; init; } = 3_000_000;

    /// <summary>How often each report is asked for.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>How often plain links and shares have their turn.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>How long a turn is measured.</summary>
    public int Seconds { get; init; } = 8;

    /// <summary>
    /// Where the database lies; one that is there is used again. A file that is gone afterwards, where none
    /// is given.
    /// </summary>
    public string File { get; init; } = "";

    /// <summary><c>fill</c>, <c>redirects</c> or <c>reports</c>; all when empty.</summary>
    public string Only { get; init; } = "";

    /// <exception cref="ArgumentException">An option that does not exist, or without its value.</exception>
    public static ShareOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ShareOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count) throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--shares" => options with { Shares = Number(args[i + 1]) },
                "--hits" => options with { Hits = Number(args[i + 1]) },
                "--runs" => options with { Runs = Number(args[i + 1]) },
                "--rounds" => options with { Rounds = Number(args[i + 1]) },
                "--seconds" => options with { Seconds = Number(args[i + 1]) },
                "--file" => options with { File = args[i + 1] },
                "--only" => options with { Only = args[i + 1] },
                _ => throw new ArgumentException($"There is no option {args[i]}."),
            };
        }
        return options;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
