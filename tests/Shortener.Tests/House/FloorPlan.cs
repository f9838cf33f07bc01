using System.Text.RegularExpressions;

namespace Shortener.Tests.House;

/// <summary>Which room may use which: the table, and who breaks it.</summary>
/// <param name="Rooms">
/// In order; a room may use only rooms above it, and of those only the ones named.
/// </param>
public sealed partial record FloorPlan(IReadOnlyList<FloorPlan.Line> Rooms)
{
    /// <param name="Uses">Rooms above; <see cref="All"/> for every one of them.</param>
    public sealed record Line(string Room, params string[] Uses);

    /// <summary>Everything above.</summary>
    public const string All = "*";

    // The root: Program.cs composes the rooms and may use them all. Migrations are scripts of all of them.
    private static readonly string[] Outside = ["", "Migrations", "wwwroot"];

    public bool Knows(string room) => Outside.Contains(room) || Rooms.Any(r => r.Room == room);

    public bool Allows(string room, string used) =>
        room == used || Outside.Contains(room) || Above(room).Contains(used);

    /// <summary>Lines that name a room which does not stand above them.</summary>
    public IEnumerable<string> UpwardLines() =>
        from line in Rooms
        from used in line.Uses
        where used != All && !Rooms.TakeWhile(r => r != line).Any(r => r.Room == used)
        select $"{line.Room} → {used}";

    /// <summary>What the files use and may not, one sentence each.</summary>
    public IEnumerable<string> Breaches(IReadOnlyList<SourceFile> files)
    {
        var types = TypesByRoom(files);
        foreach (var file in files.Where(f => !f.Path.EndsWith(".sql", StringComparison.Ordinal)))
        {
            if (!Knows(file.Room))
            {
                yield return $"{file.Path}: room {file.Room} is not in the floor plan.";
                continue;
            }
            foreach (var (used, index) in Used(file, types))
            {
                if (!Allows(file.Room, used))
                {
                    yield return $"{file.Place(index)}: {file.Room} may not use {used}.";
                }
            }
        }
    }

    private IEnumerable<string> Above(string room)
    {
        var line = Rooms.First(r => r.Room == room);
        return line.Uses.Contains(All) ? Rooms.TakeWhile(r => r != line).Select(r => r.Room) : line.Uses;
    }

    /// <summary>
    /// Rooms that a file names: <c>Shortener.Room</c> in a using or in front of a type, or <c>Room.Type</c>,
    /// which the compiler reads as <c>Shortener.Room.Type</c> inside the house. (<c>Links.Count</c> is a
    /// property, not a room: Count is no type of Links.)
    /// </summary>
    private IEnumerable<(string Room, int Index)> Used(SourceFile file, ILookup<string, string> types)
    {
        foreach (Match match in Qualified().Matches(file.Code))
        {
            var room = match.Groups["room"].Value;
            if (Rooms.Any(r => r.Room == room)) yield return (room, match.Index);
        }
        foreach (Match match in Relative().Matches(file.Code))
        {
            var room = match.Groups["room"].Value;
            if (types[room].Contains(match.Groups["type"].Value)) yield return (room, match.Index);
        }
    }

    private static ILookup<string, string> TypesByRoom(IReadOnlyList<SourceFile> files) =>
        (from file in files
         from name in DeclaredTypes(file).Concat(SubNamespaces(file))
         select (file.Room, name)).ToLookup(t => t.Room, t => t.name);

    internal static IEnumerable<string> DeclaredTypes(SourceFile file) =>
        file.Path.EndsWith(".razor", StringComparison.Ordinal)
            ? [file.Name]
            : Declaration().Matches(file.Code).Select(m => m.Groups["name"].Value);

    // Channels/Geo/Country.cs lies in Shortener.Channels.Geo: to other rooms, Geo is a name inside Channels.
    private static IEnumerable<string> SubNamespaces(SourceFile file)
    {
        var folders = file.Path.Split('/');
        return folders.Length > 2 ? [folders[1]] : [];
    }

    [GeneratedRegex(@"(?<![\w.])(global\s*::\s*)?Shortener\s*\.\s*(?<room>\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"(?<![\w.])(?<room>[A-Z]\w*)\s*\.\s*(?<type>[A-Z]\w*)")]
    private static partial Regex Relative();

    [GeneratedRegex(@"\b(class|struct|interface|enum|record(\s+(class|struct))?|delegate\s+[\w<>\[\]?., ]+?)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();
}
