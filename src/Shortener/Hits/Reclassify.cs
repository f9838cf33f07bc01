using System.Globalization;
using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Classifies all hits anew from what the log keeps of them, and corrects what was counted. For when patterns
/// have improved. It may run beside a server, and be killed: the next run goes on where this one was.
/// </summary>
/// <remarks>
/// <para>
/// A hit and all that counts it change in one transaction, so that reports are exact at every moment. What
/// the log does not keep stays as it was: the place, the visitor, hits of the operator's own networks, texts
/// beyond the bound of their minute, and what several hits together had shown.
/// </para>
/// <para>
/// Where a click turns out to be none, or the other way round, the visitor's first click on that link on that
/// day is the unique one again.
/// </para>
/// </remarks>
public sealed class Reclassify(Db db, Classifier classifier, Follower follower, VisitorDays days)
{
    private const int KeysInMemory = 50_000;

    // Each takes three statements, and what is counted of them some more: about a slice of the follower.
    private const int HitsAtOnce = 100;

    private static readonly Func<Task> NoRest = static () => Task.CompletedTask;

    private readonly ReclassifyStore _store = new(db);
    private readonly ReconsiderationStore _answers = new(db, classifier);
    private readonly WordKeyCache _keys = new(db, KeysInMemory);
    private long _read;
    private long _changed;

    /// <summary>Looks at every hit; how many were changed.</summary>
    /// <param name="tell">Told of each day when it is done.</param>
    public async Task<long> Run(Action<string>? tell = null, CancellationToken ct = default)
    {
        (_read, _changed) = (0, 0);
        var first = await _store.Begin(classifier.Fingerprint, ct);
        if (first > 0) tell?.Invoke($"The last run was broken off: it goes on with {Name(first)}.");
        foreach (var day in (await _store.Days(days, ct)).Where(day => day >= first))
        {
            await Do(day, ct);
            await _store.Done(day + 1, ct);
            tell?.Invoke($"{Name(day)}: {_read} hits read, {_changed} changed so far");
        }
        await _store.Done(0, ct);
        return _changed;
    }

    private async Task Do(int day, CancellationToken ct)
    {
        var revisions = new Dictionary<long, Revision>();
        var firsts = new Dictionary<FirstClick, long>();
        await foreach (var hits in _store.Read(days.Start(day), days.Start(day + 1), ct))
        {
            _read += hits.Count;
            var answers = await _answers.Answer(hits, ct);
            foreach (var visit in hits)
            {
                var (hit, answer) = (visit.Hit, answers[visit.Asked]);
                if (answer == visit.Asked.Was) continue;
                var now =
                    hit with { Kind = answer.Kind, ClientId = answer.ClientId, OriginId = answer.OriginId };
                revisions[hit.Seq] = new Revision(
                    hit, now with { IsUnique = now.Kind is HitKind.Click && hit.IsUnique });
                if (IsClick(hit) != IsClick(now)) firsts[new FirstClick(visit.Visitor, day, hit.LinkId)] = 0;
            }
        }
        if (firsts.Count > 0)
        {
            await ChooseUnique(day, firsts, revisions, ct);
            await _store.SetHeirs(firsts.Select(first => (first.Key, first.Value)), ct);
        }
        var changes = revisions.Values.Where(revision => revision.Is != revision.Was)
            .OrderBy(revision => revision.Was.Seq);
        foreach (var slice in changes.Chunk(HitsAtOnce)) await Write(slice, ct);
    }

    /// <summary>
    /// Of the visitors who have another number of clicks on a link now, the first click is unique.
    /// </summary>
    private async Task ChooseUnique(
        int day, Dictionary<FirstClick, long> firsts, Dictionary<long, Revision> revisions,
        CancellationToken ct)
    {
        await foreach (var hits in _store.Read(days.Start(day), days.Start(day + 1), ct))
        {
            foreach (var visit in hits)
            {
                var key = new FirstClick(visit.Visitor, day, visit.Hit.LinkId);
                if (!firsts.TryGetValue(key, out var first)) continue;
                var revision = revisions.GetValueOrDefault(visit.Hit.Seq, new Revision(visit.Hit, visit.Hit));
                if (!IsClick(revision.Is)) continue;
                if (first == 0) firsts[key] = first = visit.Hit.Seq;
                var isUnique = first == visit.Hit.Seq;
                if (isUnique != revision.Is.IsUnique)
                {
                    revisions[visit.Hit.Seq] =
                        revision with { Is = revision.Is with { IsUnique = isUnique } };
                }
            }
        }
    }

    private async Task Write(Revision[] slice, CancellationToken ct)
    {
        await _keys.Learn([.. slice.Select(r => r.Was), .. slice.Select(r => r.Is)], ct);
        while (true)
        {
            if (await _store.Write(slice, _keys, ct) is { } changed)
            {
                _changed += changed;
                return;
            }
            await follower.Settle(all: false, NoRest, ct);
        }
    }

    private static bool IsClick(LoggedHit hit) => hit is { Kind: HitKind.Click, IsOrphan: false };

    private static string Name(int day) =>
        DateTime.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
