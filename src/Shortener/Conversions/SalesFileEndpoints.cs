using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Web;

namespace Shortener.Conversions;

/// <summary>Many sales at once, from a file: /api/v1/track/sales.csv.</summary>
internal static class SalesFileEndpoints
{
    public const int MostLines = 10_000;

    // Rehearsed together: as long as a redirect may wait for the database.
    private const int RehearsedAtOnce = 50;

    public static void MapSalesFiles(this IEndpointRouteBuilder api) =>
        api.MapPost("/track/sales.csv", Upload).WithTags("Conversions").RequireScope(Scopes.ConversionsWrite)
            .CountCreations()
            .TakesCsv();

    /// <summary>What became of a file.</summary>
    /// <param name="Lines">Without its header.</param>
    /// <param name="Created">Sales that count now; with <c>dryRun</c>, that would.</param>
    /// <param name="Known">Sales that had been told before.</param>
    /// <param name="Problems">Every line that was refused.</param>
    internal sealed record SalesReport(
        int Lines, int Created, int Known, IReadOnlyList<LineProblem> Problems);

    /// <summary>Why a line was refused.</summary>
    /// <param name="Line">Its place in the file; the header is line 1.</param>
    /// <param name="Status">What the sale alone would have been answered with: 400, 409 or 422.</param>
    internal sealed record LineProblem(int Line, int Status, ProblemBody Problem);

    /// <summary>
    /// Takes each sale, or says why not; one that is refused does not keep the others from being taken. Its
    /// first line names the columns: invoiceId, amount, currency, and any of occurredAt, clickId, visitorId,
    /// customerId, event, code and lookbackDays. The same file again changes nothing.
    /// </summary>
    /// <param name="dryRun">Takes none and answers the same.</param>
    internal static async Task<Results<Ok<SalesReport>, Malformed, Refused>> Upload(
        HttpRequest request, IdHashes hashes, ConversionSettings settings, ConversionStore store,
        TimeProvider clock,
        bool dryRun = false)
    {
        if (await ReadText(request) is not { } text) return new Malformed("The file is not UTF-8 text.");
        var (lines, fault) = SalesFile.Read(text);
        if (fault is not null) return new Malformed(fault);
        if (lines.Count > MostLines)
        {
            return new Refused(
                $"A file has at most {MostLines} sales; this one has {lines.Count}. Send it in parts.");
        }

        var now = clock.GetUtcNow();
        var problems = new List<LineProblem>();
        var told = new List<(int Line, Told Sale)>();
        foreach (var line in lines)
        {
            if (line.Sale is not { } sale)
            {
                problems.Add(Refusal(line.Line, new Malformed(
                    $"Line {line.Line} cannot be read: {Problem.Sentences(line.Problems)}", line.Problems)));
                continue;
            }
            var (statement, wrong) = new TrackRules(hashes, settings, now, ConversionSource.File).Check(sale);
            if (statement is null) problems.Add(Refusal(line.Line, TrackProblems.AgainstRules(wrong)));
            else told.Add((line.Line, statement));
        }

        var verdicts = dryRun ? await Rehearse(told, store) : await Take(told, store);
        foreach (var ((line, _), verdict) in told.Zip(verdicts))
        {
            if (TrackProblems.Of(verdict, "invoiceId") is { } conflict) problems.Add(Refusal(line, conflict));
        }
        return TypedResults.Ok(new SalesReport(
            lines.Count, verdicts.Count(v => v is Verdict.Kept), verdicts.Count(v => v is Verdict.Repeated), [.. problems.OrderBy(p => p.Line)]));
    }

    private static async Task<IReadOnlyList<Verdict>> Take(
        List<(int Line, Told Sale)> told, ConversionStore store) =>
        [.. (await Task.WhenAll(told.Select(t => store.Take(t.Sale)))).Select(taken => taken.Verdict)];

    // A few at a time; what a file says twice is found here, because nothing stays of what was rehearsed
    // before.
    private static async Task<IReadOnlyList<Verdict>> Rehearse(
        List<(int Line, Told Sale)> told, ConversionStore store)
    {
        var verdicts = new List<Verdict>();
        var seen = new Dictionary<long, Told>();
        foreach (var some in told.Chunk(RehearsedAtOnce))
        {
            var taken = await store.Rehearse([.. some.Select(t => t.Sale)]);
            foreach (var ((_, sale), rehearsed) in some.Zip(taken))
            {
                verdicts.Add(seen.TryAdd(sale.Key!.Value, sale) || rehearsed.Verdict is not Verdict.Kept
                    ? rehearsed.Verdict
                    : seen[sale.Key.Value] == sale ? Verdict.Repeated : Verdict.Different);
            }
        }
        return verdicts;
    }

    private static async Task<string?> ReadText(HttpRequest request)
    {
        try
        {
            using var reader = new StreamReader(
                request.Body,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static LineProblem Refusal(int line, Problem problem) =>
        new(line, problem.Body.Status, problem.Body);
}
