using System.Text.RegularExpressions;

namespace Shortener.Tests.House;

/// <summary>
/// Who writes which table, as the rooms' READMEs say: a paragraph <c>Tables: `links`, `link_tags`.</c>
/// </summary>
public sealed partial record TableOwners(ILookup<string, string> RoomsByTable)
{
    /// <param name="readmes">Room and text of its README.</param>
    public static TableOwners Of(IEnumerable<(string Room, string Text)> readmes) => new(
        (from readme in readmes
         from line in TablesLine().Matches(readme.Text)
         from name in Name().Matches(line.Value)
         select (readme.Room, Table: name.Groups[1].Value)).ToLookup(t => t.Table, t => t.Room));

    /// <summary>True where a README has that paragraph, even if it says "none".</summary>
    public static bool Says(string readme) => TablesLine().Count(readme) == 1;

    /// <summary>Statements that write a table of another room, one sentence each.</summary>
    public IEnumerable<string> Breaches(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Room is not ("Migrations" or "")
        from write in SqlWrites.In(file)
        where !RoomsByTable[write.Table].Contains(file.Room)
        select $"{file.Place(write.Index)}: {file.Room} writes {write.Table}, which belongs to {OwnerOf(write.Table)}.";

    private string OwnerOf(string table) =>
        RoomsByTable.Contains(table) ? string.Join(" and ", RoomsByTable[table]) : "nobody";

    [GeneratedRegex(@"^Tables: (.+\n?)+", RegexOptions.Multiline)]
    private static partial Regex TablesLine();

    [GeneratedRegex(@"`([a-z][a-z0-9_]*)`")]
    private static partial Regex Name();
}
