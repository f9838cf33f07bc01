using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Conversions;

/// <summary>What one currency is worth in another, for reports in one currency: /api/v1/rates.</summary>
internal static class RateEndpoints
{
    private const string Name = "rates";

    public static void MapRates(this IEndpointRouteBuilder api)
    {
        var rates = api.MapGroup("/rates").WithTags("Rates").RequireScope(Scopes.ReportsRead);

        rates.MapGet("/", List);
        rates.MapPut("/", Put).RequireScope(Scopes.Admin);
    }

    /// <summary>Sheets of rates, the latest day first.</summary>
    internal static async Task<Results<Ok<Page<RateSheet>>, Malformed>> List(
        RateStore rates, CancellationToken ct, int limit = 50, string? cursor = null)
    {
        if (!Cursor.TryRead<int?>(Name, cursor, out var before)) return Malformed.Cursor();

        limit = Math.Clamp(limit, 1, 200);
        var found = await rates.List(before, limit + 1, ct);
        // A day is never parted: several bases of one day are few.
        var page = found.Take(limit).ToList();
        if (found.Count > limit) page.AddRange(found.Skip(limit).Where(sheet => sheet.Date == page[^1].Date));
        return TypedResults.Ok(new Page<RateSheet>(
            page, found.Count > page.Count ? Cursor.Write<int?>(Name, DayOf(page[^1])) : null));
    }

    /// <summary>Keeps a sheet of rates, in place of what was known of its day and base.</summary>
    internal static async Task<Results<NoContent, Refused>> Put(
        RateSheet sent, RateStore rates, CancellationToken ct)
    {
        var (sheet, problems) = RateRules.Check(sent);
        if (sheet is null) return TrackProblems.AgainstRules(problems);
        await rates.Replace(sheet, ct);
        return TypedResults.NoContent();
    }

    private static int DayOf(RateSheet sheet) =>
        DateOnly.ParseExact(sheet.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - RateRules.Epoch.DayNumber;
}
