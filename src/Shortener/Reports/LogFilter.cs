using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>Filters over single hits: columns of the log and what they may hold. All must agree.</summary>
internal sealed class LogFilter(IReadOnlyList<(string Column, KeySet Keys)> terms)
{
    /// <summary>Lets every hit pass.</summary>
    public static readonly LogFilter None = new([]);

    /// <summary>The columns it looks at, each to be read behind a comma.</summary>
    public string Columns { get; } = string.Concat(terms.Select(term => ", " + term.Column));

    /// <summary>Whether the row passes.</summary>
    /// <param name="first">Where in the row the filter's columns begin.</param>
    public bool Passes(NumberScan row, int first)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            if (!terms[i].Keys.Holds(row[first + i])) return false;
        }
        return true;
    }
}
