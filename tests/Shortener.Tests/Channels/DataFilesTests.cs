using Shortener.Channels;
using Shortener.Channels.Patterns;

namespace Shortener.Tests.Channels;

public sealed class DataFilesTests
{
    private static readonly Knowledge Knowledge = Knowledge.Load(userRules: null);

    /// <summary>
    /// A user agent made of nothing but what the row asks for has to be read by that very row.
    /// </summary>
    [Test]
    public void Every_row_about_user_agents_matches_and_none_is_hidden_by_an_earlier_one()
    {
        var hidden =
            from rule in Knowledge.UserAgents.Rules
            from sample in Samples(rule)
            let winner = Find(rule.Field, sample)
            where winner != rule
            select $"{rule.Row.Label} is hidden by {winner?.Row.Label ?? "nothing, and does not match"}: {sample}";

        Assert.That(hidden, Is.Empty);
    }

    [Test]
    public void Every_referrer_row_names_its_own_hosts()
    {
        var hidden = Knowledge.Rows.Where(r => r.Table == "referrers" && FindSite(r.Row) != r.Row)
            .Select(r => $"{r.Row.Label} is hidden by {FindSite(r.Row)?.Label}");

        Assert.That(hidden, Is.Empty);
    }

    [Test]
    public void No_table_names_the_same_thing_twice()
    {
        var twice = Knowledge.Rows.GroupBy(r => (r.Table, Key(r.Table, r.Row)))
            .Where(rows => rows.Count() > 1)
            .Select(rows => $"{rows.Key}: lines {string.Join(", ", rows.Select(r => r.Row.Line))}");

        Assert.That(twice, Is.Empty);
    }

    [Test]
    public void No_two_apps_differ_in_case_alone()
    {
        var apps = Knowledge.Rows.Select(r => r.Row.Find("app")).OfType<string>().Distinct();

        Assert.That(apps.CountBy(app => app, StringComparer.OrdinalIgnoreCase).Where(app => app.Value > 1), Is.Empty);
    }

    [Test]
    public void Every_file_says_in_its_first_lines_where_it_is_from()
    {
        var assembly = typeof(Classifier).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Channels/", StringComparison.Ordinal));
        var silent = files.Where(name => !FirstLines(name).Contains("# Source: "));

        Assert.That(silent, Is.Empty);

        string FirstLines(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return string.Join('\n', Enumerable.Range(0, 8).Select(_ => reader.ReadLine()));
        }
    }

    private static Rule? Find(Field field, string userAgent)
    {
        var agent = Knowledge.UserAgents.Read(userAgent);
        return field switch
        {
            Field.Preview => agent.Preview,
            Field.Bot => agent.Bot,
            Field.InApp => agent.InApp,
            Field.Browser => agent.Browser,
            Field.Os => agent.Os,
            _ => agent.Device,
        };
    }

    /// <summary>The pattern's own text, with each of the texts it needs.</summary>
    private static IEnumerable<string> Samples(Rule rule)
    {
        var pattern = Term.Parse(rule.Pattern);
        if (rule.Needs.Length == 0) return [pattern.Text];
        return rule.Needs.Select(Term.Parse).Select(need =>
            pattern.ToEnd || need.FromStart ? $"{need.Text} {pattern.Text}" : $"{pattern.Text} {need.Text}");
    }

    private static DataRow? FindSite(DataRow row) => Knowledge.Sites.Find(HostOf(row))?.Source.Row;

    private static string HostOf(DataRow row) => row.Cells[0] switch
    {
        ['*', '.', .. var name, '.', '*'] => $"sub.{name}.example",
        ['*', '.', .. var name] => $"sub.{name}",
        [.. var beginning, '*'] => $"{beginning}{(beginning.EndsWith('.') ? "" : "x.")}unheard-of.example",
        var host => host,
    };

    private static string Key(string table, DataRow row) =>
        table is "utm" ? $"{row.Get("key")}={row.Get("value")}"
        : row.Find("pattern") is { } pattern ? $"{pattern} {row.Find("needs")} {row.Find("unless")}"
        : row.Cells[0].ToLowerInvariant();
}
