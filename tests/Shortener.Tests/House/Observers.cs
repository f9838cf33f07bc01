using System.Text.RegularExpressions;

namespace Shortener.Tests.House;

/// <summary>The doors by which one room can call another that it does not know.</summary>
public static partial class Observers
{
    /// <summary>
    /// <c>Links/LinkStore.cs: Changed</c> for each event, interface, or delegate that others may set.
    /// </summary>
    public static IEnumerable<string> In(IEnumerable<SourceFile> files) =>
        from file in files
        where !file.Path.EndsWith(".sql", StringComparison.Ordinal)
        from match in Door().Matches(file.Code)
        select $"{file.Path}: {match.Groups["name"].Value}";

    [GeneratedRegex("""
        \bevent\s+[\w.<>,?\[\]()\s]+?\s+(?<name>\w+)\s*[;={]
        | \binterface\s+(?<name>\w+)
        | \b(?:public|internal)\s+(?:static\s+|required\s+)*(?:Action|Func|EventHandler)\b(?:<[^;={}]*>)?\??\s+(?<name>\w+)\s*(?:;|=(?!>)|\{\s*get;\s*(?:internal\s+)?set;)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Door();
}
