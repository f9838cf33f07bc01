using System.Globalization;

namespace Shortener.Channels.Patterns;

/// <summary>One line of a pattern file, its cells found by the name of their column.</summary>
/// <param name="File">Name of the file, as a person would look for it.</param>
/// <param name="Line">Counted from 1.</param>
internal sealed record DataRow(string File, int Line, string[] Columns, string[] Cells)
{
    /// <summary>As <c>signals/explain</c> shows it: where the row stands and how it begins.</summary>
    public string Label => $"{File}:{Line} {Cells[0]}";

    /// <summary>The cell, or null where it is empty or the file has no such column.</summary>
    public string? Find(string column)
    {
        var at = Array.IndexOf(Columns, column);
        return at >= 0 && at < Cells.Length && Cells[at].Length > 0 ? Cells[at] : null;
    }

    /// <exception cref="FormatException">The cell is empty.</exception>
    public string Get(string column) => Find(column) ?? throw new FormatException($"'{column}' is missing.");

    /// <summary>Whether the cell is <c>yes</c>; an empty one is <c>no</c>.</summary>
    /// <exception cref="FormatException">Neither yes nor no.</exception>
    public bool Says(string column) => Find(column) switch
    {
        "yes" => true,
        "no" or null => false,
        var word => throw new FormatException($"'{column}' is '{word}', and should be yes or no."),
    };

    /// <summary>A number from 0 to 1, rounded to two decimals.</summary>
    /// <param name="otherwise">What an empty cell means.</param>
    /// <exception cref="FormatException">No number, or outside that range.</exception>
    public double Confidence(double otherwise)
    {
        if (Find("confidence") is not { } text) return otherwise;
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint;
        var isNumber = double.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number <= 1) return Math.Round(number, 2);
        throw new FormatException($"'confidence' is '{text}', and should be a number from 0 to 1.");
    }

    /// <exception cref="FormatException">A word that is not among <paramref name="words"/>.</exception>
    public string OneOf(string column, IReadOnlySet<string> words)
    {
        var word = Get(column);
        if (words.Contains(word)) return word;
        var allowed = string.Join(", ", words);
        throw new FormatException($"'{column}' is '{word}', and should be one of {allowed}.");
    }
}
