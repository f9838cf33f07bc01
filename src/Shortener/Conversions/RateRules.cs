using System.Globalization;
using Shortener.Values;

namespace Shortener.Conversions;

/// <summary>Rates of one day against one currency, as callers send and see them.</summary>
public sealed record RateSheet
{
    /// <summary>
    /// A day, UTC: <c>2026-11-21</c>. The rates count from then until the next sheet's day.
    /// </summary>
    public required string Date { get; init; }

    /// <summary>What one unit of is worth so much: <c>EUR</c>.</summary>
    public required string Base { get; init; }

    /// <summary>Who says so: <c>ECB reference rates</c>. Kept with the rates.</summary>
    public required string Source { get; init; }

    /// <summary>Units of each currency that one unit of the base is worth: <c>{ "USD": 1.08 }</c>.</summary>
    public required IReadOnlyDictionary<string, decimal> Rates { get; init; }
}

/// <summary>A sheet that may be kept.</summary>
/// <param name="Day">UTC, in days since 1970.</param>
public sealed record CheckedRates(
    int Day, Currency Base, string Source, IReadOnlyDictionary<Currency, decimal> Rates);

/// <summary>What a sheet of rates may be.</summary>
public static class RateRules
{
    public static readonly DateOnly Epoch = new(1970, 1, 1);

    private const int MaxSource = 200;
    private const decimal Most = 1_000_000_000_000m;

    /// <summary>The sheet, or field by field what is wrong with it.</summary>
    public static Checked<CheckedRates> Check(RateSheet sent)
    {
        var problems = new Dictionary<string, string[]>();
        if (!DateOnly.TryParseExact(
            sent.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || date < Epoch)
        {
            problems["date"] = ["must be a day such as 2026-11-21"];
        }
        var reference = Currency.Find(sent.Base);
        if (reference is null) problems["base"] = ["is no currency of ISO 4217, such as EUR"];
        if (string.IsNullOrWhiteSpace(sent.Source) || sent.Source.Length > MaxSource
            || sent.Source.Any(char.IsControl))
        {
            problems["source"] = [$"must be a line of 1 to {MaxSource} characters that says where the rates are from"];
        }
        if (sent.Rates.Count == 0) problems["rates"] = ["must name at least one currency"];
        var rates = new Dictionary<Currency, decimal>();
        foreach (var (code, rate) in sent.Rates)
        {
            if (Currency.Find(code) is not { } currency)
            {
                problems["rates"] = [$"'{(code.Length > 8 ? code[..8] + "…" : code)}' is no currency of ISO 4217"];
            }
            else if (currency == reference) problems["rates"] = [$"{code} is the base: it is worth 1"];
            else if (rate is <= 0 or > Most)
            {
                problems["rates"] = [$"{code} must be above 0, and at most {Most}"];
            }
            else if (!rates.TryAdd(currency, rate)) problems["rates"] = [$"{code} is there twice"];
        }
        var sheet = problems.Count > 0
            ? null
            : new CheckedRates(date.DayNumber - Epoch.DayNumber, reference!, sent.Source.Trim(), rates);
        return new Checked<CheckedRates>(sheet, problems);
    }
}
