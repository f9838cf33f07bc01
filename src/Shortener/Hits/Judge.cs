using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// Looks now and then at all hits that are not folded yet, and at those shortly before them, for what they
/// show together. What it found out is kept in memory until those hits are folded; after a restart it looks
/// again.
/// </summary>
internal sealed class Judge(Db db, FollowerSettings settings, TimeProvider clock)
{
    // The tail of half a minute is read so often, and not for every slice.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly BehaviourStore _store = new(db);
    private readonly Behaviour _rules = new(settings);
    private readonly LogAges _ages = new(TimeSpan.FromSeconds(settings.FoldAfterSeconds), clock);
    private long _lookedAt;

    /// <summary>Hits up to this row are judged, and may be folded.</summary>
    public long Decided { get; private set; }

    /// <summary>Those of them that a program made, with the rule that tells.</summary>
    public IReadOnlyDictionary<long, string> Marks { get; private set; } = new Dictionary<long, string>();

    /// <summary>The log reaches this row now.</summary>
    public void Note(long lastSeq) => _ages.Note(lastSeq);

    /// <summary>Judges more hits; false where none has waited long enough.</summary>
    /// <param name="last">Up to this row, without waiting for what may still come; null to wait.</param>
    /// <param name="rest">Waits as it sees fit, now and then.</param>
    public async Task<bool> Look(long? last, Func<Task> rest, CancellationToken ct)
    {
        var upTo = last ?? _ages.Old();
        if (upTo <= Decided) return false;
        if (!settings.JudgesBehaviour)
        {
            Decided = upTo;
            return true;
        }
        if (last is null && _lookedAt != 0 && clock.GetElapsedTime(_lookedAt) < Pause) return false;

        var (view, marks) = (await _store.Read(upTo, rest, ct), new Dictionary<long, string>());
        foreach (var group in view.Groups.Where(group => group.Count > 0))
        {
            foreach (var (seq, rule) in _rules.Judge(group)) marks.Add(seq, rule);
            await rest();
        }
        // A backlog is judged without a pause.
        _lookedAt = view.Decided < upTo ? 0 : clock.GetTimestamp();
        (Marks, Decided) = (marks, view.Decided);
        return true;
    }
}
