using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Values;

namespace Shortener.Ops;

/// <summary>For monitors and load balancers: /health/live and /health/ready.</summary>
internal static class HealthEndpoints
{
    /// <param name="Status"><c>ok</c>, <c>degraded</c> (redirects are answered) or <c>down</c> (they are not).</param>
    internal sealed record Answer(string Status, IReadOnlyList<Reason> Reasons);

    /// <summary>One thing that is wrong, and since when.</summary>
    internal sealed record Reason(string Name, string Detail, DateTimeOffset Since);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").ExcludeFromDescription();

        health.MapGet("/live", Live);
        health.MapGet("/ready", Ready);
    }

    /// <summary>The process runs; nothing else is looked at.</summary>
    internal static Ok<Answer> Live() => TypedResults.Ok(new Answer("ok", []));

    /// <summary>200 while redirects are answered, whatever else is wrong.</summary>
    internal static JsonHttpResult<Answer> Ready(Health health)
    {
        var troubles = health.Troubles();
        var isDown = troubles.Any(t => t.StopsRedirects);
        var status = isDown ? "down" : troubles.Count > 0 ? "degraded" : "ok";
        var answer = new Answer(status, [.. troubles.Select(t => new Reason(t.Name, t.Detail, t.Since))]);
        return TypedResults.Json(answer, statusCode: isDown ? 503 : 200);
    }
}
