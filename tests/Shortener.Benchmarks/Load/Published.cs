namespace Shortener.Benchmarks.Load;

/// <summary>
/// Both programs as a user installs them: the output of <c>dotnet publish</c>, as the Dockerfile makes it.
/// </summary>
/// <param name="Shortener">Folder of the product.</param>
/// <param name="Bare">Folder of this program, whose mode <c>bare</c> is bare Kestrel.</param>
internal sealed record Published(string Shortener, string Bare)
{
    /// <summary>The folder that holds Shortener.sln.</summary>
    public static string Repository { get; } = FindRepository();

    public static async Task<Published> Make(string folder)
    {
        var published = new Published(await MakeShortener(folder), Path.Combine(folder, "bare"));
        await Publish("tests/Shortener.Benchmarks", published.Bare);
        return published;
    }

    /// <summary>The product alone; its folder.</summary>
    public static async Task<string> MakeShortener(string folder)
    {
        var output = Path.Combine(folder, "shortener");
        await Publish("src/Shortener", output);
        return output;
    }

    private static Task Publish(string project, string output) =>
        Command.Run(
            "dotnet",
            ["publish", Path.Combine(Repository, project), "-c", "Release", "-o", output, "--nologo"]);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shortener.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("Run this inside the repository: dotnet run --project tests/Shortener.Benchmarks -c Release -- load");
    }
}
