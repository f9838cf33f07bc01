using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace Shortener.Values;

/// <summary>A currency of ISO 4217.</summary>
/// <param name="Code">Its three letters: <c>EUR</c>.</param>
/// <param name="Number">Its number, as it is stored: 978.</param>
/// <param name="Digits">How many of an amount's digits are minor units: 2 for cents, 0 for yen.</param>
public sealed record Currency(string Code, short Number, int Digits)
{
    /// <summary>All that are in use, by their letters.</summary>
    public static readonly IReadOnlyList<Currency> All = Read();

    private static readonly FrozenDictionary<string, Currency> ByCode =
        All.ToFrozenDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<short, Currency> ByNumber =
        All.ToFrozenDictionary(c => c.Number);

    /// <summary>By its letters, whatever their case; null for others.</summary>
    public static Currency? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>By its number; null for 0 and others.</summary>
    public static Currency? Of(short number) => ByNumber.GetValueOrDefault(number);

    private static List<Currency> Read()
    {
        using var file = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream("Values/currencies.csv")!);
        var currencies = new List<Currency>();
        while (file.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.StartsWith("code", StringComparison.Ordinal)) continue;
            var cells = line.Split(',');
            currencies.Add(new Currency(
                cells[0], short.Parse(cells[1], CultureInfo.InvariantCulture),
                int.Parse(cells[2], CultureInfo.InvariantCulture)));
        }
        return currencies;
    }
}
