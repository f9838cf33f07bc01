using System.Globalization;
using System.Reflection;
using Shortener.Values;

namespace Shortener.Web;

/// <summary>
/// Every setting there is, with its default, and what was wrong with the ones that were given.
/// </summary>
public sealed class SettingsBook
{
    private const string Root = "Shortener";

    private readonly Dictionary<string, object?> _defaults = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _unreadable = [];
    private readonly List<ISettings> _read = [];

    /// <summary>Full names (<c>Shortener:Web:MaxHeaders</c>) and defaults.</summary>
    public IReadOnlyDictionary<string, object?> Defaults => _defaults;

    /// <summary>The record with what the configuration says in place of its defaults.</summary>
    public T Read<T>(IConfiguration configuration, string section) where T : class, ISettings, new()
    {
        var settings = new T();
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite))
        {
            var key = $"{section}:{property.Name}";
            _defaults.Add(key, property.GetValue(settings));
            ReadOne(settings, property, key, configuration.GetSection(key));
        }
        _read.Add(settings);
        return settings;
    }

    /// <summary>All that is wrong, as sentences.</summary>
    public IReadOnlyList<string> Problems(IConfiguration configuration) =>
        [.. _unreadable, .. Unknown(configuration), .. _read.SelectMany(s => s.Problems())];

    private void ReadOne(object settings, PropertyInfo property, string key, IConfigurationSection given)
    {
        if (property.PropertyType == typeof(IReadOnlyList<string>))
        {
            if (List(given) is { } list) property.SetValue(settings, list);
            return;
        }
        // Compose files often set a variable to nothing.
        if (given.Value is not { Length: > 0 } text) return;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (Parse(type, text) is { } value) property.SetValue(settings, value);
        else _unreadable.Add($"{key} is '{text}'; it must be {Expectation.Of(type)}.");
    }

    // One environment variable can hold a whole list: Shortener__Domains=a.example,b.example.
    private static IReadOnlyList<string>? List(IConfigurationSection given)
    {
        var children = given.GetChildren().Select(c => c.Value).OfType<string>().ToList();
        if (children.Count > 0) return children;
        return given.Value?.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static object? Parse(Type type, string text)
    {
        var inv = CultureInfo.InvariantCulture;
        if (type == typeof(string)) return text;
        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, inv, out var n) ? n : null;
        }
        if (type == typeof(long))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, inv, out var l) ? l : null;
        }
        if (type == typeof(double))
        {
            return double.TryParse(text, NumberStyles.Float, inv, out var d) ? d : null;
        }
        if (type == typeof(bool)) return bool.TryParse(text, out var b) ? b : null;
        if (type.IsEnum)
        {
            return Enum.TryParse(type, text, ignoreCase: true, out var e)
                && Enum.IsDefined(type, e)
                ? e
                : null;
        }
        throw new InvalidOperationException($"Settings cannot hold a {type.Name} yet.");
    }

    private IEnumerable<string> Unknown(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable())
        {
            if (value is null || IsKnown(key) || IsSection(key)) continue;
            yield return $"{key} is not a setting of Shortener; did you mean {Nearest(key)}?";
        }
    }

    // Shortener:Domains:0 is an item of the list Shortener:Domains.
    private bool IsKnown(string key) =>
        _defaults.ContainsKey(key)
        || (int.TryParse(key.AsSpan(key.LastIndexOf(':') + 1), out _)
            && _defaults.TryGetValue(key[..key.LastIndexOf(':')], out var list)
                && list is IReadOnlyList<string>);

    // Some sources give a section itself an empty value.
    private bool IsSection(string key) =>
        _defaults.Keys.Any(known => known.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));

    // Whoever leaves off the end (Deadline for DeadlineMillis) is far away by letters, and near in mind.
    private string Nearest(string key) =>
        _defaults.Keys.FirstOrDefault(known => known.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            ?? _defaults.Keys.MinBy(known => Spelling.Distance(known, key))!;
}
