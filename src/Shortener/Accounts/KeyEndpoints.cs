using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Accounts;

/// <summary>The JSON door of this room: /api/v1/keys.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys").RequireScope(Scopes.Admin);

        keys.MapGet("/", List);
        keys.MapPost("/", Make).CountCreations().ShowsSecret();
        keys.MapDelete("/{id:long}", Revoke);
    }

    /// <summary>All keys that work, oldest first. There are few: one page holds them.</summary>
    internal static async Task<Ok<Page<ApiKey>>> List(KeyStore keys, CancellationToken ct) =>
        TypedResults.Ok(new Page<ApiKey>([.. (await keys.List(ct)).Select(k => k.Key())], null));

    /// <summary>Makes a key. The answer is the only place that ever shows it.</summary>
    internal static async Task<Results<Created<MadeKey>, Refused>> Make(
        NewKey draft, KeyStore keys, KeyCache cache, CancellationToken ct)
    {
        if (draft.Problems() is { Count: > 0 } problems)
        {
            return new Refused(Problem.Sentences(problems), problems);
        }
        var made = await keys.Make(draft, ct);
        cache.Forget();
        return TypedResults.Created($"/api/v1/keys/{made.Id}", made);
    }

    /// <summary>Takes a key away; it stops working at once, in other processes within seconds.</summary>
    internal static async Task<Results<NoContent, Missing, Conflicting>> Revoke(
        long id, KeyStore keys, KeyCache cache, CancellationToken ct)
    {
        var outcome = await keys.Revoke(id, ct);
        cache.Forget();
        return outcome switch
        {
            Revocation.NoSuchKey => new Missing($"There is no key {id}."),
            Revocation.LastAdmin => new Conflicting("This is the last admin key. Make another one first."),
            _ => TypedResults.NoContent(),
        };
    }
}
