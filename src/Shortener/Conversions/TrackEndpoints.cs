using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Web;

namespace Shortener.Conversions;

/// <summary>Where destination sites' servers tell what happened there: /api/v1/track.</summary>
internal static class TrackEndpoints
{
    public static void MapTrack(this IEndpointRouteBuilder api)
    {
        // Not counted as creations: a sale that is refused for its number would be lost.
        var track = api.MapGroup("/track").WithTags("Conversions").RequireScope(Scopes.ConversionsWrite)
            .WithMetadata(new TellsOfPeople());

        track.MapPost("/visit", Visit);
        track.MapPost("/lead", Lead);
        track.MapPost("/sale", Sale);
        track.MapPost("/refund", Refund);
    }

    /// <summary>This arrival is this visitor, or customer: their clicks form one journey.</summary>
    internal static async Task<Results<NoContent, Refused>> Visit(
        NewVisit sent, IdHashes hashes, ConversionSettings settings, ConversionStore store,
        TimeProvider clock)
    {
        var (visit, problems) = Rules(hashes, settings, clock).Check(sent);
        if (visit is null) return TrackProblems.AgainstRules(problems);
        await store.Take(visit);
        return TypedResults.NoContent();
    }

    /// <summary>Somebody took a step that costs nothing, such as a sign-up.</summary>
    internal static Task<Results<Created<Conversion>, Ok<Conversion>, Refused, Conflicting>> Lead(
        NewLead sent, IdHashes hashes, ConversionSettings settings, ConversionStore store,
        ConversionListStore list,
        TimeProvider clock, CancellationToken ct) => Answer(Rules(hashes, settings, clock).Check(sent), "eventId", store, list, ct);

    /// <summary>Somebody paid. Amounts are in minor units.</summary>
    internal static Task<Results<Created<Conversion>, Ok<Conversion>, Refused, Conflicting>> Sale(
        NewSale sent, IdHashes hashes, ConversionSettings settings, ConversionStore store,
        ConversionListStore list,
        TimeProvider clock, CancellationToken ct) => Answer(Rules(hashes, settings, clock).Check(sent), "invoiceId", store, list, ct);

    /// <summary>
    /// A sale was paid back. It may come before its sale, and counts once that is there; what exceeds the
    /// sale is kept and does not count.
    /// </summary>
    internal static Task<Results<Created<Conversion>, Ok<Conversion>, Refused, Conflicting>> Refund(
        NewRefund sent, IdHashes hashes, ConversionSettings settings, ConversionStore store,
        ConversionListStore list,
        TimeProvider clock, CancellationToken ct) =>
        Answer(
            Rules(hashes, settings, clock).Check(sent), sent.EventId is null ? "invoiceId" : "eventId", store,
            list, ct);

    private static TrackRules Rules(IdHashes hashes, ConversionSettings settings, TimeProvider clock) =>
        new(hashes, settings, clock.GetUtcNow(), ConversionSource.Server);

    /// <param name="id">The field that a repetition is known by.</param>
    private static async Task<Results<Created<Conversion>, Ok<Conversion>, Refused, Conflicting>> Answer(
        Checked<Told> sent, string id, ConversionStore store, ConversionListStore list, CancellationToken ct)
    {
        if (sent.Statement is not { } told) return TrackProblems.AgainstRules(sent.Problems);
        var taken = await store.Take(told);
        if (TrackProblems.Of(taken.Verdict, id) is { } conflict) return conflict;

        var conversion = (await list.Find(taken.Id, ct))!;
        return taken.Verdict is Verdict.Kept
            ? TypedResults.Created($"/api/v1/conversions/{conversion.Id}/journey", conversion)
            : TypedResults.Ok(conversion);
    }
}
