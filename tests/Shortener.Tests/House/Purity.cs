using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Shortener.Tests.House;

/// <summary>
/// Rules are pure: a file whose name does not say that it deals with the world knows no database driver, no
/// web, no clock and no dice.
/// </summary>
public static partial class Purity
{
    private static readonly string[] WorldlySuffixes =
    [
        "Store", "Endpoints", "Writer", "Worker", "Job", "Page", "Cache", "Settings",
    ];

    // Storage is the database, Web and Redirect are the website; Dashboard, Ops and Transfer stand above the
    // rules.
    private static readonly string[] WorldlyRooms =
    [
        "", "Storage", "Web", "Redirect", "Dashboard", "Ops", "Transfer",
    ];

    // The SDK imports these namespaces into every file, so that no using gives them away: their types are
    // looked for.
    private static readonly string[] Imported =
        ["Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing"];

    private static readonly Lazy<HashSet<string>> WebTypes = new(ReadWebTypes);

    public static bool IsPure(SourceFile file) =>
        file.Path.EndsWith(".cs", StringComparison.Ordinal)
        && !WorldlyRooms.Contains(file.Room)
        && !WorldlySuffixes.Any(s => file.Name.EndsWith(s, StringComparison.Ordinal));

    /// <summary>What pure files use and may not, one sentence each.</summary>
    public static IEnumerable<string> Breaches(IReadOnlyList<SourceFile> files)
    {
        // A type of ours hides the web's of the same name.
        var ours = files.SelectMany(FloorPlan.DeclaredTypes).ToHashSet();
        return from file in files.Where(IsPure)
               from use in Worldly().Matches(file.Code).Concat(WebUses(file, ours))
               select $"{file.Place(use.Index)}: {use.Value}";
    }

    private static IEnumerable<Match> WebUses(SourceFile file, HashSet<string> ours) =>
        Identifier().Matches(file.Code).Where(
            m => WebTypes.Value.Contains(m.Value) && !ours.Contains(m.Value));

    private static HashSet<string> ReadWebTypes() =>
        [.. Directory.EnumerateFiles(
            Path.GetDirectoryName(typeof(HttpContext).Assembly.Location)!, "Microsoft.AspNetCore*.dll")
            .SelectMany(file => Assembly.LoadFrom(file).GetExportedTypes())
            .Where(type => Imported.Contains(type.Namespace) && !type.IsNested)
            .Select(type => type.Name.Split('`')[0])];

    // A method may be called Random (a random slug); the type may not be used. RandomNumberGenerator may:
    // keys, slugs and salts are drawn with it, and no rule's outcome hangs on them.
    [GeneratedRegex("""
        \bDapper\b
        | \bMicrosoft\s*\.\s*AspNetCore\b
        | \bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b
        | \bTimeProvider\s*\.\s*System\b
        | \bnew\s+Random\b
        | (?<![.\w])Random\b(?!\s*\()
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Worldly();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*")]
    private static partial Regex Identifier();
}
