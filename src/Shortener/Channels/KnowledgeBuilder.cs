using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>
/// Takes the rows of all tables, first come first served, and gathers what is wrong with them.
/// </summary>
internal sealed class KnowledgeBuilder
{
    private readonly List<string> faults = [];
    private readonly List<(string Table, DataRow Row)> rows = [];
    private readonly List<Rule> rules = [];
    private readonly Sites sites = new();
    private readonly Dictionary<string, Package> packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Brand> brands = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ClickId> clickIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, UtmValue> utm = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string file, string? table, string text)
    {
        foreach (var (name, row) in DataFile.Read(file, table, text, faults))
        {
            try
            {
                Take(name, row);
                rows.Add((name, row));
            }
            catch (FormatException fault)
            {
                faults.Add($"{row.File} line {row.Line}: {fault.Message}");
            }
        }
    }

    /// <exception cref="PatternFileException">There were faults.</exception>
    public Knowledge Build()
    {
        if (faults.Count > 0) throw new PatternFileException(faults);
        return new Knowledge(new UserAgentRules(rules), sites, packages, brands, clickIds, utm, rows);
    }

    private void Take(string table, DataRow row)
    {
        switch (table)
        {
            case "previews": TakeRule(Field.Preview, row); break;
            case "bots": TakeRule(Field.Bot, row); break;
            case "in-app": TakeRule(Field.InApp, row); break;
            case "browsers": TakeRule(Field.Browser, row); break;
            case "systems": TakeRule(Field.Os, row); break;
            case "devices": TakeRule(Field.Device, row); break;
            case "brands": TakeBrand(row); break;
            case "referrers": sites.Add(Host(row), Site.Of(row)); break;
            case "packages": TakePackage(row); break;
            case "click-ids": TakeClickId(row); break;
            case "utm": TakeUtm(row); break;
            default: throw new FormatException($"there is no table [{table}].");
        }
    }

    private void TakeRule(Field field, DataRow row)
    {
        var rule = Rule.Of(field, row);
        foreach (var pattern in rule.Needs.Concat(rule.Unless).Prepend(rule.Pattern))
        {
            var isAscii = Term.Parse(pattern).Text.All(char.IsAscii);
            if (!isAscii) throw new FormatException($"'{pattern}' is not ASCII; user agents are.");
        }
        rules.Add(rule);
    }

    private void TakeBrand(DataRow row) =>
        brands.TryAdd(row.Get("brand"), new Brand(row.Get("browser"), brands.Count, row));

    private void TakePackage(DataRow row)
    {
        var browser = row.Find("browser");
        var isSource = browser is null || row.Find("channel") is not null;
        packages.TryAdd(row.Get("package"), new Package(isSource ? Source.Of(row) : null, browser, row));
    }

    private void TakeClickId(DataRow row) =>
        clickIds.TryAdd(row.Get("name"), new ClickId(Source.Of(row), clickIds.Count));

    private void TakeUtm(DataRow row)
    {
        var key = row.Get("key");
        var value = row.Get("value").ToLowerInvariant();
        if (key is not ("source" or "medium"))
        {
            throw new FormatException($"'key' is '{key}', and should be source or medium.");
        }
        var readAs = row.Find("reads-as") ?? value;
        utm.TryAdd($"{key}={value}", new UtmValue(readAs, Source.Of(row), row.Says("decides")));
    }

    private static string Host(DataRow row)
    {
        var host = row.Get("host");
        var isHost = !host.Any(c => char.IsUpper(c) || c is '/' or ' ');
        if (isHost) return host;
        throw new FormatException($"'{host}' should be a lower-case host, as example.com or *.example.com.");
    }
}
