using System.Globalization;

namespace Shortener.Benchmarks.Reports;

/// <summary>What the command line may say after <c>reports</c>.</summary>
internal sealed record ReportOptions
{
    /// <summary>How many hits the year has.</summary>
    public int Hits { get; init; } = 10_000_000;

    /// <summary>How often each report is asked for; the slow ones half as often.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>
    /// Where the database lies; one that is there is used again. A file that is gone afterwards, where none
    /// is given.
    /// </summary>
    public string File { get; init; } = "";

    /// <summary>Only the scopes whose name contains this; all when empty.</summary>
    public string Only { get; init; } = "";

    /// <exception cref="ArgumentException">An option that does not exist, or without its value.</exception>
    public static ReportOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ReportOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count) throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--hits" => options with { Hits = Number(args[i + 1]) },
                "--runs" => options with { Runs = Number(args[i + 1]) },
                "--file" => options with { File = args[i + 1] },
                "--only" => options with { Only = args[i + 1] },
                _ => throw new ArgumentException($"There is no option {args[i]}."),
            };
        }
        return options;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
