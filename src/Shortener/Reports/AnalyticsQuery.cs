using Shortener.Hits;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Reports;

/// <summary>What <c>GET /analytics</c> was asked for.</summary>
public sealed record AnalyticsQuery
{
    /// <summary>The column that rows are sorted by.</summary>
    public required CountColumn Event { get; init; }

    public required Grouping By { get; init; }

    /// <summary>Conversions and revenue are counted, too.</summary>
    public bool WithConversions => CountColumn.OfConversions.Contains(Event);

    /// <summary>Names of the events that count as conversions; empty for all.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>What revenue is converted to; null where it is left as it came.</summary>
    public Currency? Currency { get; init; }

    public required ReportPeriod Period { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>How far back the period to compare with lies; null for no comparison.</summary>
    public CalendarStep? Compare { get; init; }

    /// <summary>How many rows at most, as asked for.</summary>
    public int? Limit { get; init; }

    /// <summary>The row after which the answer begins.</summary>
    public RowCursor? After { get; init; }

    /// <summary>What cursors of this list are tied to.</summary>
    public string List { get; init; } = "";

    /// <summary>The name of the domain that links store as the empty one.</summary>
    public string DefaultDomain { get; init; } = "";

    /// <summary>What hits are grouped and filtered by, but for time.</summary>
    public IReadOnlyList<Dimension> Dimensions =>
        [.. Conditions.Select(c => c.By.Dimension).Append(By.Dimension).OfType<Dimension>().Distinct()];

    /// <summary>No roll-up knows the answer and no link's own hits do: the log is read.</summary>
    public bool NeedsLog => Conditions.Count > 0 && (By.Step is not null || Dimensions.Count > 1)
        && !Conditions.Any(c => c.NamesLinks);

    /// <summary>Reads the parameters; null where something is wrong, which is then refused there.</summary>
    /// <param name="zone">The zone of the instance.</param>
    public static AnalyticsQuery? Read(
        Parameters parameters, TimeZoneInfo zone, DateTimeOffset now, string defaultDomain)
    {
        var column = ReadEvent(parameters);
        var by = ReadGrouping(parameters);
        var conditions = Condition.Read(parameters);
        var period = ReportPeriod.Read(parameters, zone, now, "30d");
        var compare = ReadCompare(parameters, period);
        var events = parameters.Take("conversion")?.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [];
        var currency = ReadCurrency(parameters);
        foreach (var name in new[] { (Name: "conversion", Given: events.Length > 0), (Name: "currency", Given: currency is not null) }
            .Where(p => p.Given && (column is null || !CountColumn.OfConversions.Contains(column)))
            .Select(p => p.Name))
        {
            parameters.Refuse(name, "goes with event=conversions or event=revenue");
        }
        var limit = parameters.TakeLimit();
        var list = "analytics?" + parameters.Text("cursor", "limit");
        var after = parameters.TakeCursor<RowCursor>(list);
        parameters.RefuseOthers();
        return parameters.Problems.Count > 0 ? null : new AnalyticsQuery
        {
            Event = column!,
            By = by!,
            Period = period!,
            Conditions = conditions,
            Compare = compare,
            Events = events,
            Currency = currency,
            Limit = limit,
            After = after,
            List = list,
            DefaultDomain = defaultDomain,
        };
    }

    private static CountColumn? ReadEvent(Parameters parameters)
    {
        if (parameters.Take("event") is not { } name) return CountColumn.Clicks;
        if (CountColumn.All.FirstOrDefault(column => column.Name == name) is { } column) return column;
        parameters.Refuse(
            "event", $"must be one of {string.Join(", ", CountColumn.All.Select(c => c.Name))}");
        return null;
    }

    private static Currency? ReadCurrency(Parameters parameters)
    {
        if (parameters.Take("currency") is not { } code) return null;
        if (Currency.Find(code) is { } currency) return currency;
        parameters.Refuse("currency", "must be a currency of ISO 4217, such as EUR");
        return null;
    }

    private static Grouping? ReadGrouping(Parameters parameters)
    {
        if (parameters.Take("groupBy") is not { } name) return Grouping.None;
        if (Grouping.Find(name) is { } grouping) return grouping;
        parameters.Refuse("groupBy", Grouping.Later.Contains(name)
            ? "does not exist yet"
            : $"must be one of {string.Join(", ", Grouping.All.Select(g => g.Name))}");
        return null;
    }

    private static CalendarStep? ReadCompare(Parameters parameters, ReportPeriod? period)
    {
        var name = parameters.Take("compare");
        if (name is null || period is null) return null;
        if (name is not ("previous" or "year")) parameters.Refuse("compare", "must be previous or year");
        else if (period.Period is null) parameters.Refuse("compare", "has nothing to compare all time with");
        return name is "year" ? CalendarStep.Year : period.Before;
    }
}
