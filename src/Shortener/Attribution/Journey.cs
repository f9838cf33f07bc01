namespace Shortener.Attribution;

/// <summary>
/// A part of a timeline: the touches from <paramref name="First"/> to just before <paramref name="End"/>.
/// </summary>
/// <param name="Outcome">The number of the outcome they led to; −1 for none.</param>
public readonly record struct Journey(int First, int End, int Outcome)
{
    public int Touches => End - First;
}

/// <summary>Which journeys a report asks for.</summary>
/// <param name="From">Conversions and refunds from this instant on, in UTC milliseconds since 1970.</param>
/// <param name="Until">To just before this one.</param>
/// <param name="EventId">Of this event; null for all of them.</param>
/// <param name="LookbackDays">
/// How long before a conversion touches count; null for each conversion's own.
/// </param>
/// <param name="SilenceDays">
/// After so many days without a touch, a journey that led to nothing is over.
/// </param>
public readonly record struct JourneysAsked(
    long From, long Until, long? EventId, int? LookbackDays, int SilenceDays);

/// <summary>Finds journeys in timelines.</summary>
public static class Journeys
{
    private const long MillisADay = 24 * 60 * 60 * 1000;

    /// <summary>Whether a conversion or refund of the period is among the timeline's outcomes.</summary>
    public static bool AreAsked(Timeline timeline, in JourneysAsked asked)
    {
        foreach (var outcome in timeline.Outcomes)
        {
            if (IsAsked(outcome, asked) && outcome.At >= asked.From && outcome.At < asked.Until) return true;
        }
        return false;
    }

    /// <summary>
    /// What led to each conversion and refund of the period: all touches before it within the lookback, those
    /// before an earlier conversion too.
    /// </summary>
    public static void FindConverted(Timeline timeline, in JourneysAsked asked, List<Journey> found)
    {
        for (var i = 0; i < timeline.Outcomes.Length; i++)
        {
            var outcome = timeline.Outcomes[i];
            if (!IsAsked(outcome, asked) || outcome.At < asked.From || outcome.At >= asked.Until) continue;
            var (first, end) = TouchesBefore(timeline, outcome, asked);
            found.Add(new Journey(first, end, i));
        }
    }

    /// <summary>
    /// What led to nothing, so far: touches that are in no conversion's journey, cut where for longer than
    /// <see cref="JourneysAsked.SilenceDays"/> nothing happened. They are of the period that their last touch
    /// falls into.
    /// </summary>
    public static void FindLost(Timeline timeline, in JourneysAsked asked, List<Journey> found)
    {
        var longest = asked.SilenceDays * MillisADay;
        var (from, until) = (asked.From, asked.Until);
        var first = -1;
        for (var touch = 0; touch < timeline.Touches; touch++)
        {
            if (first >= 0 && timeline[touch, Fact.At] - timeline[touch - 1, Fact.At] > longest)
            {
                first = Close(first, touch);
            }
            if (Converted(timeline, touch, asked)) first = Close(first, touch);
            else if (first < 0) first = touch;
        }
        Close(first, timeline.Touches);

        int Close(int begun, int end)
        {
            if (begun >= 0 && timeline[end - 1, Fact.At] is var at && at >= from && at < until)
            {
                found.Add(new Journey(begun, end, -1));
            }
            return -1;
        }
    }

    private static bool Converted(Timeline timeline, int touch, in JourneysAsked asked)
    {
        var at = timeline[touch, Fact.At];
        foreach (var outcome in timeline.Outcomes)
        {
            if (IsAsked(outcome, asked) && outcome.Kind is not OutcomeKind.Refund
                && outcome.At >= at && at >= outcome.At - Lookback(outcome, asked)) return true;
        }
        return false;
    }

    private static (int First, int End) TouchesBefore(
        Timeline timeline, in Outcome outcome, in JourneysAsked asked)
    {
        var from = outcome.JourneyAt - Lookback(outcome, asked);
        var end = timeline.Touches;
        while (end > 0 && timeline[end - 1, Fact.At] > outcome.JourneyAt) end--;
        var first = end;
        while (first > 0 && timeline[first - 1, Fact.At] >= from) first--;
        return (first, end);
    }

    private static bool IsAsked(in Outcome outcome, in JourneysAsked asked) =>
        asked.EventId is not { } id || outcome.EventId == id;

    private static long Lookback(in Outcome outcome, in JourneysAsked asked) =>
        (asked.LookbackDays ?? outcome.LookbackDays) * MillisADay;
}
