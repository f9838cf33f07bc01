namespace Shortener.Tests.Support;

/// <summary>Files that lie beside the repository on the machines of those who work on it.</summary>
internal static class Shared
{
    /// <summary>The file's full path; the test is skipped, and says so, where it is not there.</summary>
    /// <param name="path">Below the folder <c>shared</c>.</param>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", path);
            if (File.Exists(file)) return file;
        }
        Assert.Ignore($"Nothing is measured: ../shared/{path} is not beside this repository.");
        return "";
    }
}
