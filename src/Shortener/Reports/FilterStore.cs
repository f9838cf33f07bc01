using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>Turns the words of filters into the numbers that log and roll-ups hold.</summary>
/// <param name="spelling">How tags are counted.</param>
/// <param name="defaultDomain">The name of the domain that links store as the empty one.</param>
internal sealed class FilterStore(Tx tx, TagSpelling spelling, string defaultDomain)
{
    private static readonly Sql LinksWithTag = "select link_id from link_tags where "
        + Sql.AnyTextOf("tag", "Words");

    private const string LinksWithoutTag =
        "select id from links where id not in (select link_id from link_tags)";

    private const string AllLinks = "select id from links";

    private static readonly Sql LinksOfDomain = "select id from links where "
        + Sql.AnyTextOf("domain", "Words");

    private static readonly Sql Texts = "select id from texts where " + Sql.AnyTextOf("text", "Words");

    /// <summary>The column of the log that a filter looks at.</summary>
    public static string Column(Dimension dimension) => dimension switch
    {
        Dimension.Link => "link_id",
        Dimension.Trigger => "trigger",
        Dimension.Share => "share_id",
        Dimension.Generation => "generation",
        Dimension.Advocate => "advocate_id",
        _ => LogTuple.Of(dimension)!.Column,
    };

    /// <summary>All filters, over the log.</summary>
    public async Task<LogFilter> InLog(IEnumerable<Condition> conditions)
    {
        var terms = new List<(string, KeySet)>();
        foreach (var condition in conditions)
        {
            terms.Add((Column(condition.By.Dimension!.Value), await InLog(condition)));
        }
        return new LogFilter(terms);
    }

    /// <summary>The links that the filters leave; null where they do not name any.</summary>
    public async Task<HashSet<long>?> Links(IEnumerable<Condition> conditions)
    {
        HashSet<long>? links = null;
        foreach (var condition in conditions.Where(c => c.NamesLinks))
        {
            var these = (await InLog(condition)).Keys;
            if (links is null) links = these;
            else links.IntersectWith(these);
        }
        return links;
    }

    /// <summary>
    /// The links that the filters leave, also where they only take some away; null where they say nothing of
    /// links.
    /// </summary>
    public async Task<HashSet<long>?> LinksLeft(IReadOnlyList<Condition> conditions)
    {
        var left = await Links(conditions);
        foreach (var condition in conditions.Where(c => c.TakesLinksAway))
        {
            left ??= [.. await tx.List<long>(AllLinks)];
            left.ExceptWith((await InLog(condition)).Keys);
        }
        return left;
    }

    /// <summary>The filter over the keys of roll-ups.</summary>
    public async Task<KeySet> InRollUps(Condition condition) => OwnNumbers.Has(condition.By.Dimension)
        ? await InLog(condition)
        : new([.. await Find(Texts, await Spellings(condition)), .. Unknown(condition)], condition.Except);

    private async Task<KeySet> InLog(Condition condition) =>
        new([.. await LogKeys(condition)], condition.Except);

    private async Task<IEnumerable<long>> LogKeys(Condition condition)
    {
        var values = condition.Values;
        if (condition.By == Grouping.Trigger)
        {
            return values.Select(word => (long)HitWords.Find<HitTrigger>(word)!.Value);
        }
        if (condition.By == Grouping.Domain)
        {
            return await Find(LinksOfDomain, values.Where(name => name.Length > 0).Select(Stored));
        }
        if (condition.By == Grouping.Tag)
        {
            return
            [
                .. await Find(LinksWithTag, values),
                .. values.Contains("") ? await tx.List<long>(LinksWithoutTag) : [],
            ];
        }
        if (OwnNumbers.Has(condition.By.Dimension))
        {
            return values.Select(key => OwnNumbers.Read(condition.By.Dimension!.Value, key)!.Value);
        }
        var (table, column) = Place(condition);
        return
        [
            .. await Find(
                $"select id from {table} where " + Sql.AnyTextOf(column, "Words"),
                await Spellings(condition)),
            .. Unknown(condition),
        ];
    }

    /// <summary>The words as hits hold them: whoever asks for one spelling of a tag asks for all.</summary>
    private async Task<IEnumerable<string>> Spellings(Condition condition)
    {
        var name = condition.By.Name;
        if (!TagSpelling.Has(name)) return condition.Values;
        var (table, column) = Place(condition);
        var wanted = condition.Values.Select(word => spelling.Of(name, word)).ToHashSet();
        return (await tx.List<string>($"select distinct {column} from {table}")).Where(
            word => wanted.Contains(spelling.Of(name, word)));
    }

    private static (string Table, string Column) Place(Condition condition)
    {
        var tuple = LogTuple.Of(condition.By.Dimension!.Value)!;
        return (tuple.Table, tuple.Words.Single(word => word.Dimension == condition.By.Dimension).Column);
    }

    private string Stored(string domain) =>
        string.Equals(domain, defaultDomain, StringComparison.OrdinalIgnoreCase)
            ? ""
            : domain.ToLowerInvariant();

    // The number of no text and no tuple.
    private static long[] Unknown(Condition condition) => condition.Values.Contains("") ? [0] : [];

    private Task<List<long>> Find(Sql sql, IEnumerable<string> words) =>
        tx.List<long>(sql, new { Words = Json.Of(words) });
}
