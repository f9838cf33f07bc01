using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Conversions;

/// <summary>What happened at the destination: /api/v1/conversions.</summary>
internal static class ConversionEndpoints
{
    public static void MapConversions(this IEndpointRouteBuilder api)
    {
        var conversions =
            api.MapGroup("/conversions").WithTags("Conversions").RequireScope(Scopes.ReportsRead);

        conversions.MapGet("/", Page);
        conversions.MapGet("/{id:long}/journey", Journey);
    }

    /// <summary>Leads, sales and refunds, the last to happen first.</summary>
    /// <param name="kind">lead, sale or refund.</param>
    /// <param name="event">The site's name for it, such as purchase.</param>
    /// <param name="start">The first instant.</param>
    /// <param name="end">The first instant that is no longer inside.</param>
    /// <param name="customerId">Whose they are, in the site's words.</param>
    /// <param name="clickKnown">
    /// True: those that name a click of ours; false: those that name one nobody knows.
    /// </param>
    internal static async Task<Results<Ok<Page<Conversion>>, Malformed>> Page(
        ConversionListStore list, IdHashes hashes, CancellationToken ct, string? kind = null,
        string? @event = null,
        DateTimeOffset? start = null, DateTimeOffset? end = null, string? customerId = null,
        bool? clickKnown = null,
        int limit = 50, string? cursor = null)
    {
        ConversionKind? asked = kind switch
        {
            null => null,
            "lead" => ConversionKind.Lead,
            "sale" => ConversionKind.Sale,
            "refund" => ConversionKind.Refund,
            _ => (ConversionKind)byte.MaxValue,
        };
        if (asked is { } k && !Enum.IsDefined(k))
        {
            return new Malformed("kind", "must be one of lead, sale, refund");
        }
        var filter = new ConversionFilter
        {
            Kind = asked,
            Event = @event?.Normalize(),
            Start = start,
            End = end,
            Customer = customerId is null ? null : hashes.Customer(customerId),
            ClickKnown = clickKnown,
        };
        if (!Cursor.TryRead<ConversionKey>(filter.Name, cursor, out var after)) return Malformed.Cursor();

        limit = Math.Clamp(limit, 1, 200);
        var found = await list.Page(filter, after, limit + 1, ct);
        var page = found.Take(limit).ToList();
        return TypedResults.Ok(new Page<Conversion>(page, found.Count > limit
            ? Cursor.Write(
                filter.Name, new ConversionKey(page[^1].OccurredAt.ToUnixTimeMilliseconds(), page[^1].Id))
            : null));
    }

    /// <summary>
    /// The touches before a conversion, within its lookback; of a refund, those before its sale.
    /// </summary>
    internal static async Task<Results<Ok<Journey>, Missing>> Journey(
        long id, JourneyStore journeys, CancellationToken ct) =>
        await journeys.Find(id, ct) is { } journey
            ? TypedResults.Ok(journey)
            : TrackProblems.NoConversion(id);
}
