using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>Takes the rows of all tables, first come first served, and gathers what is wrong with them.</summary>
internal sealed class KnowledgeBuilder(List<string> faults)
{
    private readonly List<(string Table, DataRow Row)> rows = [];
    private readonly List<Rule> rules = [];
    private readonly Sites sites = new();
    private readonly Dictionary<string, Package> packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Brand> brands = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ClickId> clickIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, UtmValue> utm = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string table, DataRow row)
    {
        try
        {
            Take(table, row);
            rows.Add((table, row));
        }
        catch (FormatException fault)
        {
            faults.Add($"{row.File} line {row.Line}: {fault.Message}");
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
            case "referrers": sites.Add(Host(row), Site.Of(row)); break;
            case "packages": packages.TryAdd(row.Get("package"), PackageOf(row)); break;
            case "brands": brands.TryAdd(row.Get("brand"), new Brand(row.Find("browser"), brands.Count, row)); break;
            case "click-ids": clickIds.TryAdd(row.Get("name"), new ClickId(Source.Of(row), clickIds.Count)); break;
            case "utm": TakeUtm(row); break;
            default: throw new FormatException($"there is no table [{table}].");
        }
    }

    private void TakeRule(Field field, DataRow row)
    {
        var rule = Rule.Of(field, row);
        foreach (var pattern in rule.Needs.Concat(rule.Unless).Prepend(rule.Pattern))
        {
            if (!Term.Parse(pattern).Text.All(char.IsAscii)) throw new FormatException($"'{pattern}' is not ASCII; user agents are.");
        }
        rules.Add(rule);
    }

    private void TakeUtm(DataRow row)
    {
        var key = row.Get("key");
        if (key is not ("source" or "medium")) throw new FormatException($"'key' is '{key}', and should be source or medium.");
        var value = row.Get("value").ToLowerInvariant();
        utm.TryAdd($"{key}={value}", new UtmValue(row.Find("reads-as") ?? value, Source.Of(row), row.Says("decides")));
    }

    private static Package PackageOf(DataRow row)
    {
        var browser = row.Find("browser");
        var isSource = row.Find("channel") is not null || browser is null;
        return new Package(isSource ? Source.Of(row) : null, browser, row);
    }

    private static string Host(DataRow row)
    {
        var host = row.Get("host");
        return !host.Any(c => char.IsUpper(c) || c is '/' or ' ')
            ? host
            : throw new FormatException($"'{host}' should be a lower-case host, such as example.com or *.example.com.");
    }
}
