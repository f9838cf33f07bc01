using Shortener.Shares;

namespace Shortener.Attribution;

/// <summary>
/// Makes the reports about journeys that share out nothing but what sharers earned: ways, funnel, sharers.
/// </summary>
public sealed class JourneyReports(CreditReports credits, AttributionSettings settings)
{
    /// <summary>The commonest ways to conversion, how long they take, and who helped.</summary>
    public Task<(PathsReport? Report, ReportRefusal? Refusal)> Paths(
        AttributionQuery query, int most, string defaultDomain, CancellationToken ct) =>
        credits.Read(query, defaultDomain, async (touches, span, _) =>
        {
            var use = new PathStatistics();
            var names = await touches.Read(query.By, span.Millis, query.Event, query.LookbackDays, use);
            return (new PathsReport(query, span, use.Found(names, most)), (ReportRefusal?)null);
        }, ct);

    /// <summary>From sharing to buying, by channel or by generation.</summary>
    public Task<(FunnelReport? Report, ReportRefusal? Refusal)> Funnel(
        AttributionQuery query, CancellationToken ct) =>
        credits.Read(query, "", async (touches, span, _) =>
        {
            var use = new FunnelUse();
            var names = await touches.Read(query.By, span.Millis, query.Event, query.LookbackDays, use);
            var counts = await touches.Funnel(query.By, span.Millis);
            for (var key = 0; key < use.Rows.Count; key++)
            {
                Add(names.OfKeys[key][0], use.Rows[key].Leads, use.Rows[key].Sales);
            }
            Add("", use.Untouched.Leads, use.Untouched.Sales);
            return (FunnelReport.Of(query, span, counts), (ReportRefusal?)null);

            void Add(string name, long leads, long sales) =>
                counts[name] = counts.GetValueOrDefault(name) + new FunnelCounts(0, 0, 0, 0, leads, sales);
        }, ct);

    /// <summary>
    /// What sharers earned: of what a model gives to clicks through a share the sharer gets a part, and hands
    /// some of it up to the one whose share had brought him. What is left stays with the links, in the row
    /// without a key.
    /// </summary>
    public Task<(AttributionReport? Report, ReportRefusal? Refusal)> Sharers(
        AttributionQuery query, JourneyModel model, string defaultDomain, CancellationToken ct) =>
        credits.Read(query, defaultDomain, async (touches, span, ledgers) =>
        {
            var names = await touches.Read(
                TouchGrouping.Share, span.Millis, query.Event, query.LookbackDays,
                new CreditUse(model.Weigh, ledgers));
            long[] shares = [.. names.OfKeys.Select(same => Tokens.Read(same[0]) ?? 0)];
            var chains = await touches.Chains(shares.Where(share => share != 0));
            var sharers = new Sharers(shares, chains, settings);
            Ledger[] handed = [.. ledgers.All.Select(sharers.HandUp)];
            return (
                CreditReports.Report(query, model, span, handed, sharers.Names) with { GroupBy = "sharer" },
                (ReportRefusal?)null);
        }, ct);
}
