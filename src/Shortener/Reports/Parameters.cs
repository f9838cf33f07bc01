namespace Shortener.Reports;

/// <summary>The parameters of a report's address, taken one by one, and what is wrong with them.</summary>
/// <param name="given">Names and values; case does not matter in names, an empty value is none (forms send them).</param>
public sealed class Parameters(IEnumerable<KeyValuePair<string, string>> given)
{
    private readonly Dictionary<string, string> _given = given
        .GroupBy(parameter => parameter.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(same => same.Key, same => string.Join(',', same.Select(p => p.Value)), StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string[]> _problems = [];

    /// <summary>What is wrong, by name; nothing when all is well.</summary>
    public IReadOnlyDictionary<string, string[]> Problems => _problems;

    /// <summary>The value; null where there is none.</summary>
    public string? Take(string name)
    {
        _taken.Add(name);
        return _given.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
    }

    /// <summary>Notes what is wrong with a parameter; of several things the first.</summary>
    public void Refuse(string name, string why) => _problems.TryAdd(name, [why]);

    /// <summary>A name that nobody took would be passed over in silence, and the answer be another than was asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var name in _given.Keys.Where(name => !_taken.Contains(name))) Refuse(name, "is not a parameter here; check its spelling");
    }
}
