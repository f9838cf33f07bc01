using System.Text;

namespace Shortener.Channels.Patterns;

/// <summary>
/// Reads comma-separated pattern files. Lines that begin with <c>#</c> are comments; the first other line names the
/// columns; a cell that needs a comma, a quote or a space at its edge stands in double quotes.
/// </summary>
/// <remarks>A line <c>[table]</c> begins another table in the same file, with column names of its own.</remarks>
internal static class DataFile
{
    /// <param name="table">The table of the lines before any <c>[table]</c>; null where there may be none.</param>
    /// <param name="faults">Receives one sentence for every line that cannot be read.</param>
    public static IEnumerable<(string Table, DataRow Row)> Read(string file, string? table, string text, List<string> faults)
    {
        string[]? columns = null;
        var number = 0;
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#') continue;
            if (line[0] == '[' && line.TrimEnd().EndsWith(']'))
            {
                (table, columns) = (line.Trim()[1..^1], null);
                continue;
            }
            if (table is null)
            {
                faults.Add($"{file} line {number}: it belongs to no table; put a line such as [bots] above it.");
                continue;
            }
            if (Cells(line) is not { } cells)
            {
                faults.Add($"{file} line {number}: a double quote is not closed.");
                continue;
            }
            if (columns is null) columns = cells;
            else if (cells.Length > columns.Length) faults.Add($"{file} line {number}: {cells.Length} cells under {columns.Length} columns.");
            else yield return (table, new DataRow(file, number, columns, cells));
        }
    }

    /// <summary>The cells of a line, or null where a quote stays open.</summary>
    private static string[]? Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted) { cells.Add(cell.ToString()); cell.Clear(); }
            else cell.Append(line[i]);
        }
        cells.Add(cell.ToString());
        return quoted ? null : [.. cells];
    }
}
