using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// The keys of roll-ups: for each tuple that the log refers to, the numbers of its words in <c>texts</c>.
/// Used by one task at a time.
/// </summary>
/// <param name="capacity">
/// How many tuples are remembered of each kind; a full cache starts again empty.
/// </param>
internal sealed class WordKeyCache(Db db, int capacity)
{
    private const string AddText = "insert into texts (text) values (@Text) on conflict (text) do nothing";

    private static readonly Sql FindTexts = "select id, text as word from texts where "
        + Sql.AnyTextOf("text", "Texts");

    private static readonly string[] TriggerWords = [.. Enum.GetValues<HitTrigger>().Select(HitWords.Of)];

    private readonly long[] _triggers = new long[TriggerWords.Length];

    private sealed record Text
    {
        public long Id { get; init; }
        public string Word { get; init; } = "";
    }

    public TupleKeys Clients { get; } = new(LogTuple.Client);

    public TupleKeys Origins { get; } = new(LogTuple.Origin);

    public TupleKeys Places { get; } = new(LogTuple.Place);

    public TupleKeys UtmSets { get; } = new(LogTuple.Utm);

    /// <summary>The key of a trigger.</summary>
    public long OfTrigger(HitTrigger trigger) => _triggers[(int)trigger];

    /// <summary>
    /// Looks up what the hits refer to and is not known yet. Words that no text has are added.
    /// </summary>
    public async Task Learn(IReadOnlyCollection<LoggedHit> hits, CancellationToken ct)
    {
        TupleKeys[] kinds = [Clients, Origins, Places, UtmSets];
        foreach (var kind in kinds) kind.MakeRoom(capacity);
        Clients.Ask(hits.Select(h => h.ClientId));
        Origins.Ask(hits.Select(h => h.OriginId));
        Places.Ask(hits.Select(h => h.PlaceId));
        UtmSets.Ask(hits.Select(h => h.UtmId));
        if (_triggers[0] != 0 && kinds.All(kind => kind.Asked == 0)) return;

        foreach (var kind in kinds) await db.Snapshot(kind.Read, ct);
        var numbers = await Number([.. TriggerWords, .. kinds.SelectMany(kind => kind.Words)], ct);
        foreach (var kind in kinds) kind.Answer(numbers);
        for (var i = 0; i < _triggers.Length; i++) _triggers[i] = numbers[TriggerWords[i]];
    }

    private async Task<Dictionary<string, long>> Number(IEnumerable<string> words, CancellationToken ct)
    {
        // Sorted, so that two writers of texts never wait for each other in a circle.
        var asked = words.Where(word => word.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        var known = await Find(asked, ct);
        var missing = asked.Where(word => !known.ContainsKey(word)).ToList();
        if (missing.Count == 0) return known;

        await db.Atomically(tx => tx.Run(AddText, missing.Select(word => new { Text = word })), ct);
        return await Find(asked, ct);
    }

    private async Task<Dictionary<string, long>> Find(List<string> words, CancellationToken ct) =>
        (await db.List<Text>(FindTexts, new { Texts = Json.Of(words) }, ct)).ToDictionary(
            t => t.Word, t => t.Id);
}
