using System.Runtime.InteropServices;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>
/// Turns the numbers that hits were counted by into the keys that a report shows; empty stands for "unknown".
/// </summary>
/// <param name="spelling">How tags are counted.</param>
/// <param name="defaultDomain">The name of the domain that links store as the empty one.</param>
internal sealed class WordStore(Tx tx, WordCache words, TagSpelling spelling, string defaultDomain)
{
    private const string Tags = "select link_id as id, tag as word from link_tags";

    private const string Domains = "select id, domain as word from links";

    private sealed record Row
    {
        public long Id { get; init; }
        public string Word { get; init; } = "";
    }

    /// <summary>Adds counts by the log's own numbers.</summary>
    public async Task AddLog(Grouping by, Tally tally, Dictionary<string, HitCounts> rows)
    {
        if (by == Grouping.Tag) AddTags(tally, await TagsOfLinks(), rows);
        else Add(tally, await NameInLog(by, Numbers(tally)), rows);
    }

    /// <summary>The keys of the log's own numbers: one each, but for links with several tags.</summary>
    public async Task<Func<long, IEnumerable<string>>> NamesInLog(
        Grouping by, IReadOnlyCollection<long> numbers)
    {
        if (by == Grouping.Tag)
        {
            var tags = await TagsOfLinks();
            return link => tags[link].DefaultIfEmpty("");
        }
        var name = await NameInLog(by, numbers);
        return number => [name(number)];
    }

    /// <summary>Adds counts by the keys of roll-ups.</summary>
    public async Task AddRollUp(Grouping by, Tally tally, Dictionary<string, HitCounts> rows)
    {
        if (OwnNumbers.Has(by.Dimension)) await AddLog(by, tally, rows);
        else Add(tally, Spelled(by, await words.Texts(tx, Numbers(tally))), rows);
    }

    private async Task<Func<long, string>> NameInLog(Grouping by, IReadOnlyCollection<long> numbers)
    {
        if (by == Grouping.Domain) return await DomainNames();
        if (OwnNumbers.Has(by.Dimension)) return number => OwnNumbers.Write(by.Dimension!.Value, number);
        if (by == Grouping.Trigger) return number => HitWords.Of((HitTrigger)number);
        return Spelled(by, await words.Words(tx, by.Dimension!.Value, numbers));
    }

    private async Task<ILookup<long, string>> TagsOfLinks() =>
        (await tx.List<Row>(Tags)).ToLookup(row => row.Id, row => row.Word);

    private async Task<Func<long, string>> DomainNames() =>
        WordIn((await tx.List<Row>(Domains)).ToDictionary(
            row => row.Id, row => row.Word.Length == 0 ? defaultDomain : row.Word));

    private static List<long> Numbers(Tally tally) => [.. tally.Counts.Select(pair => pair.Key)];

    private Func<long, string> Spelled(Grouping by, Dictionary<long, string> found) =>
        number => spelling.Of(by.Name, found.GetValueOrDefault(number, ""));

    private static Func<long, string> WordIn(Dictionary<long, string> found) =>
        number => found.GetValueOrDefault(number, "");

    private static void Add(Tally tally, Func<long, string> word, Dictionary<string, HitCounts> rows)
    {
        foreach (var (number, counts) in tally.Counts) AddTo(rows, word(number), counts);
    }

    // A link with several tags counts in each.
    private static void AddTags(Tally tally, ILookup<long, string> tags, Dictionary<string, HitCounts> rows)
    {
        foreach (var (link, counts) in tally.Counts)
        {
            foreach (var tag in tags[link].DefaultIfEmpty("")) AddTo(rows, tag, counts);
        }
    }

    private static void AddTo(Dictionary<string, HitCounts> rows, string key, HitCounts counts) =>
        CollectionsMarshal.GetValueRefOrAddDefault(rows, key, out _) += counts;
}
