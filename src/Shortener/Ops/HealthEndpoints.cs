using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Ops;

/// <summary>For monitors and load balancers: /health/live and /health/ready.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="Status">
    /// <c>ok</c>, <c>degraded</c> (redirects are answered) or <c>down</c> (they are not).
    /// </param>
    internal sealed record HealthAnswer(string Status, IReadOnlyList<HealthReason> Reasons);

    /// <summary>One thing that is wrong, and since when.</summary>
    internal sealed record HealthReason(string Name, string Detail, DateTimeOffset Since);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");

        health.MapMethods("/live", GetOrHead, Live);
        health.MapMethods("/ready", GetOrHead, Ready).Produces<HealthAnswer>().Produces<HealthAnswer>(503);
    }

    /// <summary>The process runs; nothing else is looked at.</summary>
    internal static Ok<HealthAnswer> Live() => TypedResults.Ok(new HealthAnswer("ok", []));

    /// <summary>
    /// 200 while redirects are answered, whatever else is wrong: they go on without the database for a while.
    /// </summary>
    internal static async Task<JsonHttpResult<HealthAnswer>> Ready(
        Health health, Db db, HitQueue hits, CancellationToken ct)
    {
        if (hits.IsStuck)
        {
            health.Down("redirects", "Redirects are not answered: neither the log nor the spill file takes their hits, as if the disk hung.");
        }
        else health.Well("redirects");
        if (await Reaches(db, ct)) health.Well("database");
        else
        {
            health.Degraded(
                "database", "The database does not answer: the API and links that are not in memory fail.");
        }

        var troubles = health.Troubles();
        var isDown = troubles.Any(t => t.StopsRedirects);
        var status = isDown ? "down" : troubles.Count > 0 ? "degraded" : "ok";
        var answer = new HealthAnswer(
            status, [.. troubles.Select(t => new HealthReason(t.Name, t.Detail, t.Since))]);
        return TypedResults.Json(answer, statusCode: isDown ? 503 : 200);
    }

    private static async Task<bool> Reaches(Db db, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            return await db.Find<int>("select 1", ct: patience.Token) == 1;
        }
        catch (Exception e) when (
            e is DbException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
