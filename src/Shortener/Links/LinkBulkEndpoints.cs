using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Web;

namespace Shortener.Links;

/// <summary>Many links at once: /api/v1/links/bulk.</summary>
internal static class LinkBulkEndpoints
{
    public const int MostLinks = 1000;

    /// <summary>What became of one link of the list.</summary>
    /// <param name="Index">Its place in the list, from 0.</param>
    /// <param name="Status">
    /// What the link alone would have been answered with: 201, 200, 400, 403, 409 or 422.
    /// </param>
    internal sealed record BulkItem(int Index, int Status, LinkAnswer? Link, ProblemBody? Problem);

    /// <summary>
    /// Makes each link of the list, or says why not; one that is refused does not keep the others from being
    /// made.
    /// </summary>
    /// <param name="dryRun">
    /// Makes none and answers the same, but for ids (0) and slugs that are drawn.
    /// </param>
    internal static async Task<Results<JsonHttpResult<BulkItem[]>, Malformed, Refused>> Create(
        JsonElement[] sent, HttpContext context, Domains domains, TrackingSettings tracking, LinkStore links,
        LinkListStore lists, CancellationToken ct, string ifExists = "new", bool dryRun = false)
    {
        if (LinkEndpoints.Read(ifExists) is not { } repeat) return LinkProblems.NoSuchRepeat();
        if (sent.Length > MostLinks)
        {
            return new Refused(
                $"A list has at most {MostLinks} links; this one has {sent.Length}. Send it in parts.");
        }

        var items = new BulkItem?[sent.Length];
        var accepted = new List<(int Index, NewLink Content)>();
        for (var index = 0; index < sent.Length; index++)
        {
            var (content, problem) = Read(sent[index], context, domains, tracking);
            if (problem is null) accepted.Add((index, content!));
            else items[index] = Refusal(index, problem);
        }

        var contents = accepted.Select(a => a.Content).ToList();
        var keyId = context.Caller().Id;
        var outcomes = dryRun
            ? await links.Rehearse(contents, repeat, keyId, ct)
            : await links.AddEach(contents, repeat, keyId, ct);
        var counts = await lists.CountsOf(
            outcomes.Where(o => o.Verdict is LinkVerdict.Found).Select(o => o.Link!.Id), ct);
        foreach (var ((index, content), outcome) in accepted.Zip(outcomes))
        {
            var link = outcome.Link!;
            var shown = dryRun && outcome.Verdict is LinkVerdict.Created ? link with { Id = 0 } : link;
            var answer = LinkAnswer.Of(
                shown, counts.GetValueOrDefault(link.Id, LinkCounts.None),
                context.Request.ShortUrls(domains));
            items[index] = outcome.Verdict switch
            {
                LinkVerdict.Created => new BulkItem(index, StatusCodes.Status201Created, answer, null),
                LinkVerdict.Found => new BulkItem(index, StatusCodes.Status200OK, answer, null),
                LinkVerdict.Repeated => Refusal(index, LinkProblems.Repeated(link)),
                LinkVerdict.ExternalIdTaken => Refusal(index, LinkProblems.ExternalIdTaken(link)),
                _ => Refusal(index, LinkProblems.SlugTaken(content.Slug!, link)),
            };
        }
        return TypedResults.Json(
            items.OfType<BulkItem>().ToArray(), statusCode: StatusCodes.Status207MultiStatus);
    }

    private static (NewLink? Content, Problem? Problem) Read(
        JsonElement item, HttpContext context, Domains domains, TrackingSettings tracking)
    {
        NewLink? sent;
        try
        {
            sent = item.Deserialize<NewLink>(JsonForm.Options);
        }
        catch (JsonException e)
        {
            return (null, BadRequests.OfJson(e, typeof(NewLink), JsonForm.Options));
        }
        if (sent is null) return (null, new Malformed("A link must be an object, not null."));
        if (sent.Refusals() is { Count: > 0 } later) return (null, LinkProblems.NotYet(later));
        if (sent.CreatedAt is not null && !context.Caller().May(Scopes.Admin))
        {
            return (null, LinkProblems.NotAdmin());
        }
        var (content, problems) = LinkRules.Check(sent, domains, context.Request.Host.Value!, tracking.Track);
        return problems.Count == 0 ? (content, null) : (null, LinkProblems.AgainstRules(problems));
    }

    private static BulkItem Refusal(int index, Problem problem) =>
        new(index, problem.Body.Status, null, problem.Body);
}
