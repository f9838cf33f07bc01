namespace Shortener.Tests.House;

/// <summary>A file under <c>src/Shortener</c> as the house rules read it.</summary>
/// <param name="Path">Path below <c>src/Shortener</c>, with slashes: <c>Links/LinkStore.cs</c>.</param>
/// <param name="Code">The text without comments and literals.</param>
/// <param name="Literals">The insides of its strings; all of a script.</param>
public sealed record SourceFile(string Path, string Code, string Literals)
{
    /// <summary>The first folder; empty for Program.cs.</summary>
    public string Room => Path.Contains('/', StringComparison.Ordinal)
        ? Path[..Path.IndexOf('/', StringComparison.Ordinal)]
        : "";

    /// <summary>The file's name without folder and ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Takes apart the text of a .cs, .razor or .sql file.</summary>
    public static SourceFile Of(string path, string text)
    {
        if (path.EndsWith(".cs", StringComparison.Ordinal))
        {
            var taken = CSharpText.Of(text);
            return new SourceFile(path, taken.Code, taken.Literals);
        }
        // Razor mixes prose with code: all of it counts as both, so that nothing hides between two
        // apostrophes.
        return new SourceFile(path, text, text);
    }

    /// <summary><c>Links/LinkStore.cs:12</c>, for a failure's message.</summary>
    public string Place(int index) => $"{Path}:{Code.AsSpan(0, index).Count('\n') + 1}";
}
