using System.Text;

namespace Shortener.Channels.Patterns;

/// <summary>
/// Reads comma-separated pattern files. Lines that begin with <c>#</c> are comments; the first other line
/// names the columns; a cell that needs a comma or a quote stands in double quotes. A line <c>[table]</c>
/// begins another table in the same file, with column names of its own.
/// </summary>
internal static class DataFile
{
    /// <param name="file">Its name, for messages.</param>
    /// <param name="table">
    /// The table of the lines before any <c>[table]</c>; null where there may be none.
    /// </param>
    /// <param name="faults">Receives one sentence for every line that cannot be read.</param>
    public static IEnumerable<(string Table, DataRow Row)> Read(
        string file, string? table, string text, List<string> faults)
    {
        string[]? columns = null;
        foreach (var (index, line) in text.Split('\n').Select(line => line.TrimEnd('\r')).Index())
        {
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#') continue;
            if (line.Trim() is ['[', .. var name, ']'])
            {
                (table, columns) = (name, null);
                continue;
            }
            var cells = Cells(line);
            if (Fault(table, columns, cells) is { } fault) faults.Add($"{file} line {index + 1}: {fault}");
            else if (columns is null) columns = cells;
            else yield return (table!, new DataRow(file, index + 1, columns, cells!));
        }
    }

    private static string? Fault(string? table, string[]? columns, string[]? cells) => (table, cells) switch
    {
        (null, _) => "it belongs to no table; put a line such as [bots] above it.",
        (_, null) => "a double quote is not closed.",
        _ when cells.Length > columns?.Length => $"{cells.Length} cells under {columns.Length} columns.",
        _ => null,
    };

    /// <summary>The cells of a line, or null where a quote stays open.</summary>
    private static string[]? Cells(string line)
    {
        if (!line.Contains('"')) return line.Split(',');
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var isDoubled = isQuoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"';
            if (isDoubled)
            {
                cell.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (line[i] == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }
        cells.Add(cell.ToString());
        return isQuoted ? null : [.. cells];
    }
}
