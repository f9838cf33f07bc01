namespace Shortener.Values;

/// <summary>
/// The rows of a report over time: a zone's own hours, days, weeks (from Monday) and months.
/// </summary>
public enum TimeStep
{
    Hour,
    Day,
    Week,
    Month,
}
