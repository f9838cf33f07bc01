using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Attribution;

/// <summary>The door of this room: /api/v1/reports/attribution, as JSON or CSV.</summary>
internal static class AttributionEndpoints
{
    private const string StandardModel = "linear";
    private const int StandardPaths = 20;
    private const int MostPaths = 1_000;

    private static IEnumerable<string> JourneyModels =>
        new Models(new AttributionSettings()).OfJourneys.Select(model => model.Name);

    public static void MapAttribution(this IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Attribution").RequireScope(Scopes.ReportsRead);

        reports.MapGet("/attribution", Credit).TakesQuery(
        [
            ("model", $"One of {string.Join(", ", Models.Names)}; {StandardModel} where none is given."),
            .. AttributionQuery.Descriptions, Parameters.Format,
        ]);
        reports.MapGet("/attribution/compare", Compare).TakesQuery(
            [.. AttributionQuery.Descriptions, Parameters.Format]);
        reports.MapGet("/attribution/paths", Paths).TakesQuery(
        [
            (
                "limit",
                $"How many of the commonest ways, 1 to {MostPaths}; {StandardPaths} where none is given."),
            .. AttributionQuery.Descriptions, Parameters.Format,
        ]);
        reports.MapGet("/attribution/sharers", ShareOut).TakesQuery(
        [
            ("model", $"What the clicks earn before sharers get their part: one of {string.Join(", ", JourneyModels)}; {StandardModel} where none is given."),
            .. AttributionQuery.Descriptions.Where(parameter => parameter.Item1 != "groupBy"),
            Parameters.Format,
        ]);
        reports.MapGet("/funnel", Follow).TakesQuery(
        [
            ("by", "channel or generation (of shares; 0 is the bare link); channel where none is given."),
            .. AttributionQuery.Descriptions.Where(
                parameter => parameter.Item1 is not ("groupBy" or "currency" or "event")),
            Parameters.Format,
        ]);
    }

    /// <summary>Who earned the conversions of a period, by one model.</summary>
    internal static async Task<Results<Ok<AttributionReport>, CsvAnswer, Malformed, Refused>> Credit(
        HttpRequest request, InstanceSettings instance, TimeProvider clock, Models models,
        CreditReports reports, CancellationToken ct)
    {
        var parameters = Parameters.Of(request);
        var isCsv = parameters.TakeIsCsv(request);
        var model = ReadModel(parameters, models);
        if (AttributionQuery.Read(parameters, instance.Zone(), clock.GetUtcNow()) is not { } query)
        {
            return parameters.Refusal();
        }

        var (report, refusal) = await reports.Credit(
            query, model!, instance.DefaultHost(request.Host.Value ?? ""), ct);
        if (refusal is not null) return new Refused(refusal.Field, refusal.Why);
        return isCsv ? AttributionTable.Of(report!) : TypedResults.Ok(report);
    }

    /// <summary>All models side by side, with intervals, and where they disagree.</summary>
    internal static async Task<Results<Ok<ComparisonReport>, CsvAnswer, Malformed, Refused>> Compare(
        HttpRequest request, InstanceSettings instance, TimeProvider clock, CreditReports reports,
        CancellationToken ct)
    {
        var parameters = Parameters.Of(request);
        var isCsv = parameters.TakeIsCsv(request);
        if (AttributionQuery.Read(parameters, instance.Zone(), clock.GetUtcNow()) is not { } query)
        {
            return parameters.Refusal();
        }

        var (report, refusal) = await reports.Compare(
            query, instance.DefaultHost(request.Host.Value ?? ""), ct);
        if (refusal is not null) return new Refused(refusal.Field, refusal.Why);
        return isCsv ? AttributionTable.Of(report!) : TypedResults.Ok(report);
    }

    /// <summary>The commonest ways to conversion, how long they take, and who helped.</summary>
    internal static async Task<Results<Ok<PathsReport>, CsvAnswer, Malformed, Refused>> Paths(
        HttpRequest request, InstanceSettings instance, TimeProvider clock, JourneyReports reports,
        CancellationToken ct)
    {
        var parameters = Parameters.Of(request);
        var isCsv = parameters.TakeIsCsv(request);
        var most = Math.Min(parameters.TakeLimit() ?? StandardPaths, MostPaths);
        if (AttributionQuery.Read(parameters, instance.Zone(), clock.GetUtcNow()) is not { } query)
        {
            return parameters.Refusal();
        }

        var (report, refusal) = await reports.Paths(
            query, most, instance.DefaultHost(request.Host.Value ?? ""), ct);
        if (refusal is not null) return new Refused(refusal.Field, refusal.Why);
        return isCsv ? AttributionTable.Of(report!) : TypedResults.Ok(report);
    }

    /// <summary>What sharers earned, handed up the chain of those who brought them.</summary>
    internal static async Task<Results<Ok<AttributionReport>, CsvAnswer, Malformed, Refused>> ShareOut(
        HttpRequest request, InstanceSettings instance, TimeProvider clock, Models models,
        JourneyReports reports, CancellationToken ct)
    {
        var parameters = Parameters.Of(request);
        var isCsv = parameters.TakeIsCsv(request);
        var model = models.Find(parameters.Take("model") ?? StandardModel) as JourneyModel;
        if (model is null) parameters.Refuse("model", $"must be one of {string.Join(", ", JourneyModels)}");
        if (AttributionQuery.Read(parameters, instance.Zone(), clock.GetUtcNow(), TouchGrouping.Share) is not { } query)
        {
            return parameters.Refusal();
        }

        var (report, refusal) = await reports.Sharers(
            query, model!, instance.DefaultHost(request.Host.Value ?? ""), ct);
        if (refusal is not null) return new Refused(refusal.Field, refusal.Why);
        return isCsv ? AttributionTable.Of(report!) : TypedResults.Ok(report);
    }

    /// <summary>From sharing to buying.</summary>
    internal static async Task<Results<Ok<FunnelReport>, CsvAnswer, Malformed, Refused>> Follow(
        HttpRequest request, InstanceSettings instance, TimeProvider clock, JourneyReports reports,
        CancellationToken ct)
    {
        var parameters = Parameters.Of(request);
        var isCsv = parameters.TakeIsCsv(request);
        var by = parameters.Take("by") ?? TouchGrouping.Channel.Name;
        if (by != TouchGrouping.Channel.Name && by != TouchGrouping.Generation.Name)
        {
            parameters.Refuse("by", "must be channel or generation");
        }
        if (AttributionQuery.Read(parameters, instance.Zone(), clock.GetUtcNow(), TouchGrouping.Find(by)) is not { } query)
        {
            return parameters.Refusal();
        }

        var (report, refusal) = await reports.Funnel(query with { Event = null }, ct);
        if (refusal is not null) return new Refused(refusal.Field, refusal.Why);
        return isCsv ? AttributionTable.Of(report!) : TypedResults.Ok(report);
    }

    private static Model? ReadModel(Parameters parameters, Models models)
    {
        var model = models.Find(parameters.Take("model") ?? StandardModel);
        if (model is null) parameters.Refuse("model", $"must be one of {string.Join(", ", Models.Names)}");
        return model;
    }
}
