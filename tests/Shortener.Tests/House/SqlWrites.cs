using System.Text.RegularExpressions;

namespace Shortener.Tests.House;

/// <summary>Which tables a file writes, read off its SQL.</summary>
public static partial class SqlWrites
{
    /// <summary>Stands for a table that is put in by code, so that nobody can read off which it is.</summary>
    public const string Hidden = "{…}";

    /// <summary>
    /// Tables that statements in the file insert into, update, delete from, create, alter or drop.
    /// </summary>
    public static IEnumerable<(string Table, int Index)> In(SourceFile file)
    {
        var temporary = Temporary().Matches(file.Literals).Select(NameOf).ToHashSet();
        return Write().Matches(file.Literals)
            .Select(m => (NameOf(m), m.Index))
            .Where(w => !temporary.Contains(w.Item1));
    }

    private static string NameOf(Match match)
    {
        var name = match.Groups["table"].Value.Trim('"').ToLowerInvariant();
        return name.StartsWith('{') ? Hidden : name;
    }

    // `on conflict … do update set` updates the table of its insert, `for update` none. What follows a word
    // of these after nothing but blanks was put in by code (`"delete from " + table`) or is a hole.
    [GeneratedRegex("""
        \b(?:
          (?:insert\s+(?:or\s+\w+\s+)?|replace\s+)into
        | delete\s+from(?:\s+only)?
        | truncate(?:\s+table)?
        | (?:alter|drop)\s+table(?:\s+if\s+exists)?
        | create\s+table(?:\s+if\s+not\s+exists)?
        | create\s+(?:unique\s+)?index\s+(?:if\s+not\s+exists\s+)?\w+\s+on
        )\s+(?<table>"?\w+"?|\{)
        | \bcopy\s+(?<table>\w+|\{\s*\})\s*\([^)]*\)\s+from\b
        | \bupdate\s+(?:or\s+\w+\s+)?(?:only\s+)?(?<table>(?!set\b)(?:"?\w+"?|\{\s*\}))\s+(?:as\s+)?(?:(?!set\b)\w+\s+)?set\b
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Write();

    [GeneratedRegex(@"\bcreate\s+temp(?:orary)?\s+table\s+(?:if\s+not\s+exists\s+)?(?<table>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Temporary();
}
