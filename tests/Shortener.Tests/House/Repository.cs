namespace Shortener.Tests.House;

/// <summary>The repository that these tests were built from.</summary>
public static class Repository
{
    private static readonly string[] NotOurs =
    [
        "bin", "obj", ".git", "data", "node_modules", "TestResults", "artifacts", "lib",
    ];

    /// <summary>The folder that holds Shortener.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The product's .cs, .razor and .sql files.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. Files("src/Shortener")
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".sql")
            .Select(f => SourceFile.Of(f["src/Shortener/".Length..], Read(f)))];

    /// <summary>Every file of ours under a folder, as paths below the root with slashes.</summary>
    public static IEnumerable<string> Files(string folder = ".") =>
        Walk(Path.Combine(Root, folder)).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(d => !NotOurs.Contains(Path.GetFileName(d)))
                .SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shortener.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName
            ?? throw new InvalidOperationException("These tests run from a build inside the repository.");
    }
}
