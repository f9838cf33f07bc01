using Shortener.Channels;

namespace Shortener.Hits;

/// <summary>
/// A slice as it is folded: clicks that turned out to be a program's are bots, and the next click of the same
/// visitor is unique in place of one that was.
/// </summary>
internal sealed class Verdicts
{
    private readonly List<LoggedHit> _final = [];
    private readonly List<LoggedHit> _changed = [];
    private readonly Dictionary<FirstClick, long> _heirs;
    private readonly Dictionary<FirstClick, long> _newHeirs = [];
    private readonly Dictionary<long, int> _places = [];

    private Verdicts(FoldSlice slice) => _heirs = new(slice.Heirs);

    /// <summary>All hits of the slice, as they are from now on.</summary>
    public IReadOnlyList<LoggedHit> Final => _final;

    /// <summary>Those that are not what the log says.</summary>
    public IReadOnlyList<LoggedHit> Changed => _changed;

    /// <summary>Who is unique in place of a bot: the hit's seq, or 0 while nobody has come.</summary>
    public IReadOnlyDictionary<FirstClick, long> Heirs => _newHeirs;

    /// <summary>How many places of <c>maxClicks</c> bots had taken, by link.</summary>
    public IReadOnlyDictionary<long, int> Places => _places;

    /// <param name="marks">The hits that a program made, with the rule that tells.</param>
    /// <param name="bots">The numbers of client and origin that a hit gets by a rule.</param>
    public static Verdicts Of(
        FoldSlice slice, IReadOnlyDictionary<long, string> marks,
        IReadOnlyDictionary<string, (long Client, long Origin)> bots, VisitorDays days)
    {
        var verdicts = new Verdicts(slice);
        foreach (var hit in slice.Hits)
        {
            var isClick = hit.Hit is { Kind: HitKind.Click, IsOrphan: false };
            var first = new FirstClick(hit.Visitor, isClick ? days.Of(hit.Hit.At) : 0, hit.Hit.LinkId);
            if (!isClick) verdicts._final.Add(hit.Hit);
            else if (marks.TryGetValue(hit.Hit.Seq, out var rule))
            {
                verdicts.TurnIntoBot(hit, first, bots[rule]);
            }
            else verdicts.Keep(hit.Hit, first);
        }
        return verdicts;
    }

    private void TurnIntoBot(TailHit hit, FirstClick first, (long Client, long Origin) bot)
    {
        if (hit.Hit.IsUnique) _heirs[first] = _newHeirs[first] = 0;
        if (!hit.IsImported) _places[first.LinkId] = _places.GetValueOrDefault(first.LinkId) + 1;
        Change(hit.Hit with { Kind = HitKind.Bot, IsUnique = false, ClientId = bot.Client, OriginId = bot.Origin });
    }

    // The writer knows the visitor already, or has forgotten him with a restart: who is unique is said here.
    private void Keep(LoggedHit hit, FirstClick first)
    {
        if (!_heirs.TryGetValue(first, out var heir))
        {
            _final.Add(hit);
            return;
        }
        if (heir == 0) _heirs[first] = _newHeirs[first] = heir = hit.Seq;
        var isHeir = heir == hit.Seq;
        if (isHeir == hit.IsUnique) _final.Add(hit);
        else Change(hit with { IsUnique = isHeir });
    }

    private void Change(LoggedHit hit)
    {
        _final.Add(hit);
        _changed.Add(hit);
    }
}
