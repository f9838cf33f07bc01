using Shortener.Values;
using Shortener.Web;

namespace Shortener.Accounts;

/// <summary>
/// Policy hangs on groups of endpoints: <c>group.RequireScope(Scopes.LinksRead)</c>; on a single endpoint it
/// replaces the group's. It is settled before the body is read.
/// </summary>
public static class ScopedEndpoints
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new RequiredScope(scope));

    public static TBuilder CountCreations<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new CountedCreation());

    /// <summary>The key this request came with; only behind a required scope.</summary>
    public static ApiKey Caller(this HttpContext context) => context.Features.Get<ApiKey>()
        ?? throw new InvalidOperationException("This route requires no scope.");

    /// <summary>Goes after routing.</summary>
    public static void UseKeys(this WebApplication app)
    {
        var services = app.Services;
        var gate = new Gate(
            services.GetRequiredService<KeyCache>(),
            services.GetRequiredService<AccountSettings>(),
            services.GetRequiredService<TimeProvider>());
        app.Use(async (context, next) =>
        {
            if (await gate.Refusal(context) is { } refusal) await refusal.ExecuteAsync(context);
            else await next(context);
        });
    }

    private sealed class Gate(KeyCache keys, AccountSettings settings, TimeProvider clock)
    {
        private const int MaxKey = 200;
        private const string Bearer = "Bearer ";

        private readonly MinuteLimit _failures = new(settings.FailedKeysPerMinute, clock);
        private readonly MinuteLimit _creations = new(settings.CreationsPerMinute, clock);

        public async ValueTask<Problem?> Refusal(HttpContext context)
        {
            var metadata = context.GetEndpoint()?.Metadata;
            if (metadata?.GetMetadata<RequiredScope>() is not { Scope: var scope }) return null;

            if (Given(context.Request.Headers) is not { } given)
            {
                return Unauthorized(context, "Send your key in the header X-Api-Key.");
            }
            var network = Networks.NumberOf(context.Connection.RemoteIpAddress);
            if (_failures.IsReached(network))
            {
                return TooMany(context, _failures, "Too many wrong keys came from your network.");
            }

            if (given.Length > MaxKey || await keys.Find(given, context.RequestAborted) is not { } key)
            {
                _failures.Take(network);
                return Unauthorized(
                    context, "This key is unknown, or was taken away. Check that it was copied whole.");
            }
            if (!key.May(scope))
            {
                return new Plain(
                    ProblemKind.Forbidden,
                    $"The key '{key.Name}' lacks the scope {scope}. Ask an admin for one that has it.");
            }
            if (metadata.GetMetadata<CountedCreation>() is not null && !_creations.Take(key.Id))
            {
                var most = settings.CreationsPerMinute;
                return TooMany(
                    context, _creations, $"A key may create {most} times a minute; a bulk call counts once.");
            }
            context.Features.Set(key);
            return null;
        }

        private static string? Given(IHeaderDictionary headers)
        {
            if (headers["X-Api-Key"] is [{ Length: > 0 } key]) return key.Trim();
            return headers.Authorization is [{ } line] && line.StartsWith(
                Bearer, StringComparison.OrdinalIgnoreCase)
                ? line[Bearer.Length..].Trim()
                : null;
        }

        private static Plain Unauthorized(HttpContext context, string detail)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"shortener\"";
            return new Plain(ProblemKind.Unauthorized, detail);
        }

        private static Plain TooMany(HttpContext context, MinuteLimit limit, string detail)
        {
            var seconds = limit.SecondsLeft();
            context.Response.Headers.RetryAfter = seconds.ToString(
                System.Globalization.CultureInfo.InvariantCulture);
            return new Plain(ProblemKind.TooMany, $"{detail} Try again in {seconds} seconds.");
        }
    }
}
