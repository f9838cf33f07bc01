using System.Globalization;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Attribution;

/// <summary>What the attribution reports have in common to be asked for.</summary>
public sealed record AttributionQuery
{
    /// <summary>Where no event is named.</summary>
    public const string StandardEvent = "purchase";

    private const int MostLookbackDays = 365;

    public required TouchGrouping By { get; init; }

    /// <summary>The conversions that are credited; null for all of them.</summary>
    public required string? Event { get; init; }

    public required ReportPeriod Period { get; init; }

    /// <summary>1 to 365; null for each conversion's own.</summary>
    public int? LookbackDays { get; init; }

    /// <summary>The currency that all amounts are shown in; null keeps them apart.</summary>
    public Currency? Currency { get; init; }

    /// <summary>What the parameters mean, for the description of the API.</summary>
    public static readonly IReadOnlyList<(string, string)> Descriptions =
    [
        ("groupBy", $"One of {string.Join(", ", TouchGrouping.All.Select(by => by.Name))}; channel where none is given. Markov and Shapley answer {string.Join(", ", TouchGrouping.OfPaths)}."),
        (
            "event",
            $"Which conversions: the name that was sent with them; {StandardEvent} where none is given."),
        ("lookbackDays", $"How long before a conversion touches count, 1 to {MostLookbackDays}; each conversion's own, where none is given."),
        ("currency", "ISO 4217. Converts all amounts by the rates that you supplied, of the day of the sale; refused where one is missing. Without it, each currency stands by itself."),
        .. ReportPeriod.Descriptions,
    ];

    /// <summary>Reads the parameters; null where something is wrong, which is then refused there.</summary>
    /// <param name="fixedBy">What there is a row for, where that is not asked.</param>
    public static AttributionQuery? Read(
        Parameters parameters, TimeZoneInfo zone, DateTimeOffset now, TouchGrouping? fixedBy = null)
    {
        var by = fixedBy ?? ReadGrouping(parameters);
        // As names are kept: in Unicode's composed form.
        var name = (parameters.Take("event") ?? StandardEvent).Normalize();
        var period = ReportPeriod.Read(parameters, zone, now, "30d");
        var lookback = ReadLookback(parameters);
        var currency = ReadCurrency(parameters);
        parameters.RefuseOthers();
        return parameters.Problems.Count > 0 ? null : new AttributionQuery
        {
            By = by!,
            Event = name,
            Period = period!,
            LookbackDays = lookback,
            Currency = currency,
        };
    }

    private static TouchGrouping? ReadGrouping(Parameters parameters)
    {
        if (parameters.Take("groupBy") is not { } name) return TouchGrouping.Channel;
        if (TouchGrouping.Find(name) is { } grouping) return grouping;
        parameters.Refuse(
            "groupBy", $"must be one of {string.Join(", ", TouchGrouping.All.Select(by => by.Name))}");
        return null;
    }

    private static int? ReadLookback(Parameters parameters)
    {
        if (parameters.Take("lookbackDays") is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= 1 and <= MostLookbackDays)
        {
            return days;
        }
        parameters.Refuse("lookbackDays", $"must be a whole number from 1 to {MostLookbackDays}");
        return null;
    }

    private static Currency? ReadCurrency(Parameters parameters)
    {
        if (parameters.Take("currency") is not { } code) return null;
        if (Currency.Find(code) is { } currency) return currency;
        parameters.Refuse("currency", "must be one of ISO 4217, such as EUR");
        return null;
    }
}
