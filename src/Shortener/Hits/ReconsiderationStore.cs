using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Looks up the words behind a hit's numbers, classifies it again, and gives the answer as numbers.
/// </summary>
internal sealed class ReconsiderationStore(Db db, Classifier classifier)
{
    // About 100 bytes each.
    private const int Most = 200_000;

    private static readonly Sql Texts = "select id, text from texts where " + Sql.AnyOf("id", "Ids");

    private static readonly Sql UtmSets = "select id, utm_source, utm_medium from utm_sets where "
        + Sql.AnyOf("id", "Ids");

    private static readonly Sql Clients = "select id, browser, os, device, in_app, bot from clients where "
        + Sql.AnyOf("id", "Ids");

    private static readonly Sql Origins =
        "select id, channel, app, evidence, confidence, dark, shared from origins where "
            + Sql.AnyOf("id", "Ids");

    private readonly AnswerStore _numbers = new(db);
    private readonly Dictionary<LoggedVisit.Question, LoggedVisit.Answer> _answers = [];

    private sealed record Words(
        Dictionary<long, string> Texts, Dictionary<long, (string Source, string Medium)> UtmSets,
        Dictionary<long, Client> Clients,
        Dictionary<long, Origin> Origins);

    /// <summary>The answers to what was asked about the hits, each what it was or a new one.</summary>
    public async Task<IReadOnlyDictionary<LoggedVisit.Question, LoggedVisit.Answer>> Answer(
        IEnumerable<LoggedVisit> hits, CancellationToken ct)
    {
        var asked = hits.Select(hit => hit.Asked).Distinct().ToList();
        if (_answers.Count > Most) _answers.Clear();
        var missing = asked.Where(question => !_answers.ContainsKey(question)).ToList();
        if (missing.Count == 0) return _answers;

        var words = await db.Snapshot(tx => Read(tx, missing), ct);
        foreach (var question in missing) _answers[question] = await Answer(question, words, ct);
        return _answers;
    }

    private async Task<LoggedVisit.Answer> Answer(
        LoggedVisit.Question question, Words words, CancellationToken ct)
    {
        var (source, medium) = words.UtmSets.GetValueOrDefault(question.UtmId, ("", ""));
        string Text(long id) => words.Texts.GetValueOrDefault(id, "");
        var facts = new Reconsideration.Facts(
            Text(question.UserAgentId), Text(question.SignalsId), Text(question.ReferrerId), source, medium, question.Trigger);
        var was = new Classification(
            question.Was.Kind, words.Clients[question.Was.ClientId], words.Origins[question.Was.OriginId]);
        return Reconsideration.Of(classifier, facts, was) is { } now
            ? new(now.Kind, await _numbers.Number(now.Client, ct), await _numbers.Number(now.Origin, ct))
            : question.Was;
    }

    private static async Task<Words> Read(Tx tx, List<LoggedVisit.Question> questions)
    {
        var words = new Words([], [], [], []);
        await tx.Read(
            Texts, Ids(questions.SelectMany(q => new[] { q.UserAgentId, q.SignalsId, q.ReferrerId })), row =>
            words.Texts[row.GetInt64(0)] = row.GetString(1));
        await tx.Read(UtmSets, Ids(questions.Select(q => q.UtmId)), row =>
            words.UtmSets[row.GetInt64(0)] = (row.GetString(1), row.GetString(2)));
        await tx.Read(Clients, Ids(questions.Select(q => q.Was.ClientId)), row =>
            words.Clients[row.GetInt64(0)] = new Client(
                Word(row.GetString(1)), Word(row.GetString(2)), Word(row.GetString(3)),
                Word(row.GetString(4)), Word(row.GetString(5))));
        await tx.Read(Origins, Ids(questions.Select(q => q.Was.OriginId)), row =>
            words.Origins[row.GetInt64(0)] = new Origin(
                Word(row.GetString(1)), Word(row.GetString(2)), row.GetString(3), row.GetInt32(4) / 100.0, row.GetInt32(5) != 0, row.GetInt32(6) != 0));
        return words;
    }

    private static object Ids(IEnumerable<long> ids) => new { Ids = Json.Of(ids.Distinct()) };

    private static string? Word(string text) => text.Length > 0 ? text : null;
}
