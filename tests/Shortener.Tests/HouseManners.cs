using System.Text.RegularExpressions;
using Shortener.Tests.House;

namespace Shortener.Tests;

/// <summary>
/// Manners that are cheap to check: the size of files, how SQL is written, what the repository may not say.
/// </summary>
public sealed partial class HouseManners
{
    private const int LongestFile = 400;

    private static readonly string[] Code = [".cs", ".razor", ".sql", ".js", ".css", ".lua", ""];

    private static readonly string[] Written =
    [
        .. Code, ".md", ".json", ".csv", ".yml", ".xml", ".csproj", ".props", ".conf",
    ];

    [Test]
    public void No_file_of_code_is_longer_than_400_lines() =>
        Assert.That(OurTexts().Where(f => Code.Contains(Path.GetExtension(f)) && Repository.Read(f).AsSpan().Count('\n') > LongestFile),
            Is.Empty, "Split it: one idea per file, named after it.");

    [Test]
    public void Statements_list_their_columns() =>
        Assert.That(
            Places(SelectStar()), Is.Empty,
            "List the columns: a new one must not change what old code reads.");

    [Test]
    public void Statements_take_the_instant_as_a_parameter() =>
        Assert.That(
            Places(Now()), Is.Empty,
            "Pass @Now from the TimeProvider: one transaction has one now, and tests stop the clock.");

    [Test]
    public void A_background_loop_outlives_whatever_goes_wrong_in_it() =>
        Assert.That(Repository.Sources.Where(f => f.Code.Contains(": BackgroundService") && NarrowCatch().IsMatch(f.Code)).Select(f => f.Path),
            Is.Empty, "Catch Exception and try again: a loop that ends takes the whole process with it, redirects and all.");

    [Test]
    public void The_repository_says_nothing_about_the_machine_it_was_made_on() =>
        Assert.That(
            OurTexts().SelectMany(f => Machine().Matches(Repository.Read(f)).Select(m => $"{f}: {m.Value}")),
            Is.Empty,
            "Take it out: paths, addresses and package sources of one machine mean nothing on another.");

    [Test]
    public void No_package_source_is_set_here() =>
        Assert.That(Repository.Files().Where(f => PackageSource().IsMatch(f)), Is.Empty,
            "Package sources belong to the user's machine.");

    [Test]
    public void A_rooms_README_lists_no_file_that_is_not_there()
    {
        var files = Repository.Files("src").Select(f => Path.GetFileName(f).Split('.')[0]).ToHashSet();

        Assert.That(
            from readme in Repository.Files("src").Where(f => f.EndsWith("/README.md", StringComparison.Ordinal))
            from row in Repository.Read(readme).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            from name in NameOfFile().Matches(row.Split('|')[1]).Select(m => m.Groups["name"].Value)
            where !files.Contains(name)
            select $"{readme}: {name}",
            Is.Empty, "A list that leads nowhere is worse than none.");
    }

    [TestCase("select * from links")]
    [TestCase("select l.* from links l")]
    [TestCase("select distinct\n  *")]
    [TestCase("insert into links (id) values (1) returning *")]
    public void A_star_is_found(string sql) => Assert.That(SelectStar().IsMatch(sql));

    [TestCase("select count(*) from links")]
    [TestCase("select 2 * clicks from links")]
    [TestCase("select clicks, 2 * clicks from links")]
    public void Counting_and_multiplying_are_no_stars(string sql) =>
        Assert.That(SelectStar().IsMatch(sql), Is.False);

    [TestCase("where at < now()")]
    [TestCase("default current_timestamp")]
    [TestCase("select datetime('now')")]
    [TestCase("select strftime('%s', 'now')")]
    [TestCase("select unixepoch()")]
    public void A_clock_in_a_statement_is_found(string sql) => Assert.That(Now().IsMatch(sql));

    private static IEnumerable<string> Places(Regex forbidden) =>
        from file in Repository.Sources
        from match in forbidden.Matches(file.Literals)
        select $"{file.Place(match.Index)}: {match.Value}";

    private static IEnumerable<string> OurTexts() =>
        Repository.Files().Where(f => Written.Contains(Path.GetExtension(f)) && !f.EndsWith(
            "/HouseManners.cs", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(select(\s+distinct)?|returning)\s+(\w+\.)?\*|(?<=\bselect\b[^;]*,)\s*\w+\.\*", RegexOptions.IgnoreCase)]
    private static partial Regex SelectStar();

    [GeneratedRegex(@"\b(now|clock_timestamp|statement_timestamp|unixepoch)\s*\(|\bcurrent_(timestamp|date|time)\b|\blocaltime(stamp)?\b|'now'", RegexOptions.IgnoreCase)]
    private static partial Regex Now();

    [GeneratedRegex(@"`(?<name>[A-Z]\w+)(\.cs)?`")]
    private static partial Regex NameOfFile();

    [GeneratedRegex(@"catch \((Db|Sqlite|Npgsql|IO)Exception\b")]
    private static partial Regex NarrowCatch();

    [GeneratedRegex(@"(?<![\w.])/(work|root|home)/[\w.]+|https?://[\w.-]*\b(artifactory|nexus|verdaccio|proget)\b[\w./-]*|https?://[\w-]+(\.[\w-]+)*\.(internal|intranet|corp|lan)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Machine();

    [GeneratedRegex(@"(^|/)(nuget\.config|\.npmrc|\.yarnrc(\.yml)?|pip\.conf)$", RegexOptions.IgnoreCase)]
    private static partial Regex PackageSource();
}
