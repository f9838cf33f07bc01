using System.Globalization;
using System.Runtime.InteropServices;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Reports;

/// <summary>Turns the numbers that hits were counted by into the keys that a report shows; empty stands for "unknown".</summary>
/// <param name="defaultDomain">The name of the domain that links store as the empty one.</param>
internal sealed class WordStore(Tx tx, string defaultDomain)
{
    private static readonly Sql Texts = "select id, text as word from texts where " + Sql.AnyOf("id", "Ids");

    private const string Tags = "select link_id as id, tag as word from link_tags";

    private const string Domains = "select id, domain as word from links";

    private static readonly Sql Slugs = "select id, slug as word from links where " + Sql.AnyOf("id", "Ids");

    private sealed record Row
    {
        public long Id { get; init; }
        public string Word { get; init; } = "";
    }

    /// <summary>Adds counts by the log's own numbers.</summary>
    public async Task AddLog(Grouping by, Tally tally, Dictionary<string, HitCounts> rows) =>
        Add(tally, await LogWords(by, tally), rows);

    /// <summary>Adds counts by the keys of roll-ups.</summary>
    public async Task AddRollUp(Grouping by, Tally tally, Dictionary<string, HitCounts> rows) =>
        Add(tally, by.Dimension is Dimension.Link ? await LogWords(by, tally) : await Read(Texts, tally.Counts.Keys), rows);

    /// <summary>The slugs of links.</summary>
    public async Task<Dictionary<long, string>> SlugsOf(IEnumerable<long> links) =>
        (await tx.List<Row>(Slugs, new { Ids = Json.Of(links) })).ToDictionary(row => row.Id, row => row.Word);

    private async Task<ILookup<long, string>?> LogWords(Grouping by, Tally tally)
    {
        if (by == Grouping.Tag) return Words(await tx.List<Row>(Tags));
        if (by == Grouping.Domain) return Words((await tx.List<Row>(Domains)).Select(row => row.Word.Length == 0 ? row with { Word = defaultDomain } : row));
        if (by == Grouping.Trigger) return tally.Counts.Keys.ToLookup(key => key, key => HitWords.Of((HitTrigger)key));
        if (by.Dimension is null or Dimension.Link) return null;

        var tuple = LogTuple.Of(by.Dimension.Value)!;
        var column = tuple.Words.Single(word => word.Dimension == by.Dimension).Column;
        return await Read($"select id, {column} as word from {tuple.Table} where " + Sql.AnyOf("id", "Ids"), tally.Counts.Keys);
    }

    private async Task<ILookup<long, string>> Read(Sql sql, IEnumerable<long> ids) =>
        Words(await tx.List<Row>(sql, new { Ids = Json.Of(ids) }));

    private static ILookup<long, string> Words(IEnumerable<Row> rows) => rows.ToLookup(row => row.Id, row => row.Word);

    /// <param name="words">A number's words: none for an unknown one, several for a link with several tags. Null: the number is the key.</param>
    private static void Add(Tally tally, ILookup<long, string>? words, Dictionary<string, HitCounts> rows)
    {
        foreach (var (number, counts) in tally.Counts)
        {
            if (words is null) AddTo(rows, number.ToString(CultureInfo.InvariantCulture), counts);
            else if (!words.Contains(number)) AddTo(rows, "", counts);
            else foreach (var word in words[number]) AddTo(rows, word, counts);
        }
    }

    private static void AddTo(Dictionary<string, HitCounts> rows, string key, HitCounts counts) =>
        CollectionsMarshal.GetValueRefOrAddDefault(rows, key, out _) += counts;
}
