using Shortener.Channels;
using Shortener.Conversions;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Attribution;

/// <summary>Why a report that was asked for cannot be had.</summary>
/// <param name="Field">The parameter to change.</param>
public sealed record ReportRefusal(string Field, string Why);

/// <summary>Makes the attribution reports: waits for journeys, reads them, lets the models speak.</summary>
public sealed class CreditReports(
    Db db, Models models, TimelineWorker worker, ConversionSettings lookbacks, TagSpelling spelling,
    TimeProvider clock)
{
    // Some seconds; a report goes without the rest, and says so.
    private const int MostChanges = 20_000;

    private const int MostCompared = 1_000;

    private const string SeveralCurrencies =
        "The conversions were paid in several currencies: ask with currency= for what each row brought.";

    /// <summary>One model's credits.</summary>
    public async Task<(AttributionReport? Report, ReportRefusal? Refusal)> Credit(
        AttributionQuery query, Model model, string defaultDomain, CancellationToken ct)
    {
        if (model is PathModel && RefusalOf(query.By) is { } refusal) return (null, refusal);
        return await Read(query, defaultDomain, async (touches, span, ledgers) =>
        {
            RowNames names;
            if (model is JourneyModel journeys)
            {
                names = await touches.Read(
                    query.By, span.Millis, query.Event, query.LookbackDays,
                    new CreditUse(journeys.Weigh, ledgers));
            }
            else
            {
                var use = new PathUse(ledgers);
                names = await touches.Read(query.By, span.Millis, query.Event, query.LookbackDays, use);
                if (use.Paths.Keys > MarkovChain.MostKeys)
                {
                    return (null, TooMany(use.Paths.Keys, MarkovChain.MostKeys));
                }
                var shares = ((PathModel)model).Shares(use.Paths, use.Paths.Converted, use.Paths.Lost);
                foreach (var ledger in ledgers.All) ledger.CreditAll(shares);
            }
            return (Report(query, model, span, ledgers.All, names), (ReportRefusal?)null);
        }, ct);
    }

    /// <summary>Every model's credits side by side, with intervals.</summary>
    public Task<(ComparisonReport? Report, ReportRefusal? Refusal)> Compare(
        AttributionQuery query, string defaultDomain, CancellationToken ct) =>
        Read(query, defaultDomain, async (touches, span, ledgers) =>
        {
            var decay = models.OfJourneys.Single(model => model.Name == Models.TimeDecayName).Weigh;
            var use = new PathUse(ledgers, decay);
            var names = await touches.Read(query.By, span.Millis, query.Event, query.LookbackDays, use);
            var (rows, rowsOf) = ComparisonShape.RowsOf(names);
            if (rows.Count > MostCompared) return (null, TooMany(rows.Count, MostCompared));

            var refusal = RefusalOf(query.By) ?? (
                use.Paths.Keys > MarkovChain.MostKeys ? TooMany(use.Paths.Keys, MarkovChain.MostKeys) : null);
            var credits = CreditIntervals.Of(
                use.Paths, models.OfJourneys, rowsOf, rows.Count, withPathModels: refusal is null);
            var conversions = ledgers.All.Sum(ledger => ledger.Conversions);
            // What nobody paid for is in no currency.
            var paid = ledgers.All.Where(ledger => ledger.Currency != 0).ToList();
            long? revenue = paid.Count <= 1 ? paid.Sum(ledger => ledger.Revenue) : null;
            var compared = ComparisonShape.Shape(
                rows, names, query.By.HasNumbers, credits, conversions, revenue);
            return (new ComparisonReport
            {
                GroupBy = query.By.Name,
                Event = query.Event,
                Start = span.Period.Start,
                End = span.Period.End,
                Timezone = span.Period.Zone.Id,
                LookbackDays = query.LookbackDays,
                Conversions = conversions,
                Revenue = revenue,
                Currency = paid is [var one] ? Currency.Of(one.Currency)?.Code : query.Currency?.Code,
                Interval = CreditIntervals.Part,
                Resamples = CreditIntervals.Resamples,
                Models = [.. models.All.Select(model => new ComparedModel(
                    model.Name, model.Meaning, credits.ContainsKey(model.Name) ? null : refusal!.Why))],
                Rows = compared,
                Notes =
                [
                    .. Disagreements.Of(compared, conversions),
                    .. revenue is null ? [SeveralCurrencies] : Array.Empty<string>(),
                ],
                Pending = span.Pending,
            }, (ReportRefusal?)null);
        }, ct);

    /// <summary>Reads all of a report from one moment of the database.</summary>
    internal async Task<(T? Report, ReportRefusal? Refusal)> Read<T>(
        AttributionQuery query, string defaultDomain,
        Func<TouchStore, ReportSpan, Ledgers, Task<(T? Report, ReportRefusal? Refusal)>> make,
        CancellationToken ct) where T : class
    {
        var pending = await worker.CatchUp(MostChanges, ct);
        return await db.Snapshot(async tx =>
        {
            var touches = new TouchStore(tx, lookbacks, spelling, defaultDomain);
            var exchange =
                query.Currency is { } currency ? new Exchange(currency, await touches.Rates()) : null;
            var (report, refusal) = await make(
                touches, await SpanOf(query, touches, pending), new Ledgers(exchange));
            return exchange?.Missing is var (missing, day)
                ? (null, new ReportRefusal("currency", $"cannot be answered: there is no rate from {missing} to {query.Currency!.Code} on {day:yyyy-MM-dd} or before; supply one, or leave currency away"))
                : (report, refusal);
        }, ct);
    }

    internal static ReportRefusal? RefusalOf(TouchGrouping by) =>
        TouchGrouping.OfPaths.Contains(by.Name) ? null : new ReportRefusal(
        "groupBy",
        $"{by.Name} is not answered by markov and shapley, which ask what would happen without a row: that is a question about what one can do more or less of, {string.Join(", ", TouchGrouping.OfPaths)}. Every other model answers it");

    internal static ReportRefusal TooMany(int keys, int most) => new(
        "groupBy", $"has {keys} values in this period, and no more than {most} can be weighed against each other; ask for a shorter period");

    private async Task<ReportSpan> SpanOf(AttributionQuery query, TouchStore touches, long pending)
    {
        var now = clock.GetUtcNow();
        var period = query.Period.Period;
        if (period is null)
        {
            var first =
                await touches.FindFirst() is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : now;
            var zone = query.Period.Zone;
            period = Period.OfDays(
                LocalTime.DayOf(first < now ? first : now, zone), LocalTime.DayOf(now, zone), zone);
        }
        return new ReportSpan(period, pending);
    }

    internal static AttributionReport Report(
        AttributionQuery query, Model model, ReportSpan span, IReadOnlyCollection<Ledger> ledgers,
        RowNames names) => new()
        {
            Model = model.Name,
            GroupBy = query.By.Name,
            Event = query.Event,
            Start = span.Period.Start,
            End = span.Period.End,
            Timezone = span.Period.Zone.Id,
            LookbackDays = query.LookbackDays,
            AllTotals = Totals(query, ledgers),
            Rows = [.. ledgers.SelectMany(
                ledger => CreditShape.Rows(ledger, names, query.By.HasNumbers, named: ledgers.Count > 1))],
            Pending = span.Pending,
        };

    private static IReadOnlyList<CreditTotals> Totals(
        AttributionQuery query, IReadOnlyCollection<Ledger> ledgers) =>
        ledgers.Count == 0
            ? [new CreditTotals(0, 0, query.Currency?.Code, 0)]
            : [.. ledgers.Select(CreditShape.Totals)];
}

/// <summary>The period of a report, and what is not ready for it yet.</summary>
public sealed record ReportSpan(Period Period, long Pending)
{
    /// <summary>In UTC milliseconds since 1970, the end no longer inside.</summary>
    public (long From, long Until) Millis => (Period.From, Period.Until);
}
