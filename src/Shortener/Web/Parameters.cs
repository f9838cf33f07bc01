using System.Globalization;
using System.Text;
using Shortener.Values;

namespace Shortener.Web;

/// <summary>The parameters of a report's address, taken one by one, and what is wrong with them.</summary>
/// <param name="given">
/// Names and values; case does not matter in names, an empty value is none (forms send them).
/// </param>
public sealed class Parameters(IEnumerable<KeyValuePair<string, string>> given)
{
    /// <summary>What <see cref="TakeIsCsv"/> takes, for the description of the API.</summary>
    public static readonly (string, string) Format =
        ("format", "json or csv; the header Accept says the same.");

    private readonly Dictionary<string, string> _given = given
        .GroupBy(parameter => parameter.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            same => same.Key, same => string.Join(',', same.Select(p => p.Value)),
            StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string[]> _problems = [];

    /// <summary>Those of a request.</summary>
    public static Parameters Of(HttpRequest request) => new(
        request.Query.SelectMany(
            parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value ?? ""))));

    /// <summary>What is wrong, by name; nothing when all is well.</summary>
    public IReadOnlyDictionary<string, string[]> Problems => _problems;

    /// <summary>The value; null where there is none.</summary>
    public string? Take(string name)
    {
        _taken.Add(name);
        if (!_given.TryGetValue(name, out var value) || value.Length == 0) return null;
        // No engine finds it, and PostgreSQL cannot even be asked for it.
        if (value.Contains('\0')) Refuse(name, "must not contain the character U+0000");
        return value;
    }

    /// <summary><c>format</c>, or else the header Accept: the report is wanted as a table.</summary>
    public bool TakeIsCsv(HttpRequest request)
    {
        switch (Take("format"))
        {
            case "csv":
                return true;
            case "json":
                return false;
            case null:
                return request.Headers.Accept.ToString().Contains(
                    CsvAnswer.ContentType, StringComparison.OrdinalIgnoreCase);
            default:
                Refuse("format", "must be json or csv");
                return false;
        }
    }

    /// <summary><c>limit</c>: at least 1; null where none is asked for.</summary>
    public int? TakeLimit()
    {
        if (Take("limit") is not { } text) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
        {
            return Math.Max(1, limit);
        }
        Refuse("limit", "must be a whole number");
        return null;
    }

    /// <summary><c>cursor</c>: one that was given out for the same list; null where there is none.</summary>
    /// <param name="list">What the list's content and order depend on.</param>
    public T? TakeCursor<T>(string list) where T : class
    {
        if (!Cursor.TryRead<T>(list, Take("cursor"), out var key)) Refuse("cursor", Malformed.StrangeCursor);
        return key;
    }

    /// <summary>All parameters as one text, in the order of their names.</summary>
    public string Text(params ReadOnlySpan<string> except)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _given.OrderBy(p => p.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (!except.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                text.Append(name.ToLowerInvariant()).Append('=').Append(value).Append('\n');
            }
        }
        return text.ToString();
    }

    /// <summary>Notes what is wrong with a parameter; of several things the first.</summary>
    public void Refuse(string name, string why) => _problems.TryAdd(name, [why]);

    /// <summary>
    /// A name that nobody took would be passed over in silence, and the answer be another than was asked for.
    /// </summary>
    public void RefuseOthers()
    {
        foreach (var name in _given.Keys.Where(name => !_taken.Contains(name)))
        {
            Refuse(name, "is not a parameter here; check its spelling");
        }
    }

    /// <summary>The answer that says all <see cref="Problems"/>.</summary>
    public Malformed Refusal() => new(Problem.Sentences(_problems), _problems);
}
