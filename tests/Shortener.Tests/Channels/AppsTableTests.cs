using Shortener.Channels;

namespace Shortener.Tests.Channels;

public sealed class AppsTableTests
{
    private const string Begin = "<!-- apps: generated from Data, checked by AppsTableTests -->\n";
    private const string End = "\n<!-- end of apps -->";

    [Test]
    public void The_table_of_apps_says_what_the_pattern_files_say()
    {
        var readme = File.ReadAllText(Readme());
        var table = new AppsTable(Knowledge.Load(userRules: null)).ToMarkdown();

        Assert.That(readme, Does.Contain(Begin + table + End), $"Between the marks should stand:\n{table}");
    }

    private static string Readme()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Shortener.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "README.md");
    }
}
