using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Channels;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Reports;

/// <summary>The door of this room: /api/v1/analytics, /hits and /reports/…, as JSON or CSV.</summary>
internal static class ReportEndpoints
{
    private const int HitsAPage = 50;
    private const int MostHitsAPage = 200;

    // CSV is sent in parts, so that no reader holds the database's log for long.
    private const int HitsAPart = 1_000;

    public static void MapReports(this IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("").WithTags("Reports").RequireScope(Scopes.ReportsRead);

        reports.MapGet("/analytics", Analyse).TakesQuery(ReportParameters.OfAnalytics);
        reports.MapGet("/hits", List).TakesQuery(ReportParameters.OfHits);
        reports.MapGet("/reports/dark-social", ShowDarkSocial).TakesQuery(ReportParameters.OfDarkSocial);
        reports.MapGet("/reports/sharing", ShowSharing).TakesQuery(ReportParameters.OfDarkSocial);
    }

    /// <summary>Counts of hits, in rows by whatever is asked for.</summary>
    internal static async Task<Results<Ok<Analytics>, CsvAnswer, Malformed, Refused>> Analyse(
        HttpRequest request, InstanceSettings instance, TimeProvider clock, AnalyticsStore store,
        CancellationToken ct)
    {
        var parameters = Parameters.Of(request);
        var isCsv = parameters.TakeIsCsv(request);
        if (AnalyticsQuery.Read(parameters, instance.Zone(), clock.GetUtcNow(), instance.DefaultHost(request.Host.Value ?? "")) is not { } query)
        {
            return parameters.Refusal();
        }
        (Figures Now, Figures? Earlier)? counted;
        try
        {
            counted = await store.Count(query, ct);
        }
        catch (AmountsDifferException e)
        {
            return new Refused("currency", e.Message);
        }
        if (counted is not { } figures)
        {
            return new Malformed("groupBy", $"would have more than {AnalyticsStore.MostRows} rows; ask for a shorter period or longer steps");
        }
        var report = AnalyticsShape.Shape(query, figures.Now, figures.Earlier, isWhole: isCsv);
        if (query.By == Grouping.Link) report = await store.WithSlugs(report, ct);
        return isCsv
            ? new CsvAnswer(AnalyticsTable.Header(report), AnalyticsTable.Rows(report).ToAsyncEnumerable())
            : TypedResults.Ok(report);
    }

    /// <summary>Single hits, newest first.</summary>
    internal static async Task<Results<Ok<Page<ListedHit>>, CsvAnswer, Malformed>> List(
        HttpRequest request, InstanceSettings instance, TimeProvider clock, HitListStore store,
        CancellationToken ct)
    {
        var parameters = Parameters.Of(request);
        var isCsv = parameters.TakeIsCsv(request);
        if (HitQuery.Read(parameters, instance.Zone(), clock.GetUtcNow(), instance.DefaultHost(request.Host.Value ?? "")) is not { } query)
        {
            return parameters.Refusal();
        }
        if (isCsv) return new CsvAnswer(HitTable.Header, All(store, query, ct));

        var (hits, next) = await store.Page(query, Math.Min(query.Limit ?? HitsAPage, MostHitsAPage), ct);
        return TypedResults.Ok(
            new Page<ListedHit>(hits, next is null ? null : Cursor.Write(query.List, next)));
    }

    /// <summary>Which clicks were shared privately, and where: confirmed, likely and unknown.</summary>
    internal static async Task<Results<Ok<DarkReport>, CsvAnswer, Malformed>> ShowDarkSocial(
        HttpRequest request, InstanceSettings instance, TimeProvider clock, DarkStore store,
        Classifier classifier, CancellationToken ct)
    {
        var parameters = Parameters.Of(request);
        var isCsv = parameters.TakeIsCsv(request);
        if (DarkQuery.Read(parameters, instance.Zone(), clock.GetUtcNow(), instance.DefaultHost(request.Host.Value ?? "")) is not { } query)
        {
            return parameters.Refusal();
        }
        var report = DarkShape.Shape(await store.Read(query, ct), classifier);
        return isCsv
            ? new CsvAnswer(DarkTable.Header, DarkTable.Rows(report).ToAsyncEnumerable())
            : TypedResults.Ok(report);
    }

    /// <summary>
    /// How links are passed on: by channel and generation, with K, cycle time and half-life. As CSV, a row a
    /// channel.
    /// </summary>
    internal static async Task<Results<Ok<SharingReport>, CsvAnswer, Malformed>> ShowSharing(
        HttpRequest request, InstanceSettings instance, TimeProvider clock, SharingStore store,
        CancellationToken ct)
    {
        var parameters = Parameters.Of(request);
        var isCsv = parameters.TakeIsCsv(request);
        if (DarkQuery.Read(parameters, instance.Zone(), clock.GetUtcNow(), instance.DefaultHost(request.Host.Value ?? "")) is not { } query)
        {
            return parameters.Refusal();
        }
        var report = SharingShape.Shape(await store.Read(query, ct));
        return isCsv
            ? new CsvAnswer(SharingTable.Header, SharingTable.Rows(report).ToAsyncEnumerable())
            : TypedResults.Ok(report);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> All(
        HitListStore store, HitQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var left = query.Limit ?? int.MaxValue; left > 0;)
        {
            var (hits, next) = await store.Page(query, Math.Min(left, HitsAPart), ct);
            foreach (var hit in hits) yield return HitTable.Row(hit);
            if (next is null) yield break;
            left -= hits.Count;
            query = query with { After = next };
        }
    }
}
