using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Shortener.Channels;
using Shortener.Channels.Geo;

namespace Shortener.Hits;

/// <summary>
/// Makes a finished hit of a visit, in the request's own thread: rules and limits need to know who comes, and
/// the writer behind the queue decides nothing.
/// </summary>
/// <remarks>
/// A classification depends on user agent, referrer, signals, trigger, the tags that went out and what a
/// share was minted for. Few combinations make nearly all requests, so the answer is kept per combination of
/// their entries.
/// </remarks>
public sealed class HitClassifier(
    Classifier classifier, Places places, Dictionaries dictionaries, VisitorDays days, SaltStore salts,
    OwnNetworks ownNetworks, HitSettings settings)
{
    private static readonly Place Nowhere = new(null, null, null);
    private static readonly Client OwnBot = Client.OfBot(OwnNetworks.Rule);

    private readonly ConcurrentDictionary<Question, Answer> _answers = new();
    private int _count;

    private readonly record struct Question(
        Entry<string> UserAgent, Entry<string> Referrer, Entry<VisitSignals> Signals, HitTrigger Trigger,
        Entry<UtmSet> Utm,
        string? ShareChannel, string? ShareApp)
    {
        // Entries are one object per value: their identity is enough, and much cheaper than their text.
        public override int GetHashCode() => HashCode.Combine(
            RuntimeHelpers.GetHashCode(UserAgent), RuntimeHelpers.GetHashCode(Referrer),
            RuntimeHelpers.GetHashCode(Signals), Trigger, RuntimeHelpers.GetHashCode(Utm), ShareApp);

        public bool Equals(Question other) =>
            ReferenceEquals(UserAgent, other.UserAgent) && ReferenceEquals(Referrer, other.Referrer)
            && ReferenceEquals(Signals, other.Signals) && Trigger == other.Trigger && ReferenceEquals(
                Utm, other.Utm)
            && ShareChannel == other.ShareChannel && ShareApp == other.ShareApp;
    }

    private sealed record Answer(HitKind Kind, Entry<Client> Client, Entry<Origin> Origin, bool HasPlace);

    /// <summary>The names of click ids, for <see cref="VisitQuery.Read"/>.</summary>
    public IReadOnlySet<string> ClickIds => classifier.ClickIds;

    /// <summary>The hit of a visit that is sent on, or of one that is not.</summary>
    /// <param name="uid">Known by this number in log and spill, once.</param>
    /// <param name="linkId">0 where no link was reached.</param>
    /// <param name="utm">What goes out.</param>
    /// <param name="share">The share that it came through; null for the bare link.</param>
    public Hit Classify(
        Visit visit, long uid, long linkId, Entry<UtmSet> utm, OrphanReason reason = OrphanReason.None,
        bool isImported = false,
        HitShare? share = null)
    {
        // The code of a share was scanned: that is how it came, and through which share stays known.
        var trigger = share is not null && visit.Trigger is HitTrigger.Link
            ? HitTrigger.Share
            : visit.Trigger;
        var userAgent = dictionaries.Text(visit.UserAgent);
        var referrer = dictionaries.Text(visit.Referrer);
        var signals = dictionaries.Signals(visit.Signals);
        var answer = Find(
            new Question(userAgent, referrer, signals, trigger, utm, share?.Channel, share?.App));
        var day = days.Of(visit.At);
        var salt = salts.Of(day);
        var isOwn = ownNetworks.Contain(visit.Address);
        return new Hit
        {
            Uid = uid,
            At = visit.At,
            Day = day,
            LinkId = linkId,
            Kind = isOwn ? HitKind.Bot : answer.Kind,
            Trigger = trigger,
            Reason = reason,
            IsImported = isImported,
            Visitor = VisitorKey.OfVisitor(salt, visit.Address, visit.UserAgent),
            Network = VisitorKey.OfNetwork(salt, visit.Address),
            UserAgent = userAgent,
            Signals = signals,
            Referrer = referrer,
            Language = dictionaries.Text(visit.Signals.Language),
            Place = dictionaries.Place((answer.HasPlace ? places.Find(visit.Address) : null) ?? Nowhere),
            Utm = utm,
            Client = isOwn ? dictionaries.Client(OwnBot) : answer.Client,
            Origin = isOwn ? dictionaries.Origin(Origin.Nobody) : answer.Origin,
            Slug = reason is OrphanReason.None ? Dictionaries.NoText : dictionaries.Text(visit.Slug),
            Share = share,
        };
    }

    private Answer Find(Question question)
    {
        if (_answers.TryGetValue(question, out var known)) return known;
        if (Interlocked.Increment(ref _count) > settings.CacheEntries)
        {
            _answers.Clear();
            _count = 1;
        }
        return _answers.GetOrAdd(question, Classify(question));
    }

    private Answer Classify(Question question)
    {
        var utm = question.Utm.Value;
        var answer = classifier.Classify(new VisitFacts(
            question.UserAgent.Value, question.Referrer.Value is { Length: > 0 } host ? host : null,
            question.Signals.Value,
            question.Trigger, new LinkOrigin(
                NullIfEmpty(utm.Source), NullIfEmpty(utm.Medium), question.ShareChannel, question.ShareApp)));
        // A card drawn by an app's servers says nothing of where anybody is; one drawn on the sharer's device
        // does.
        var hasPlace = answer.Kind is not HitKind.Preview
            || answer.Client.Bot is { } app && classifier.FetchingFromTheSharer.Contains(app);
        return new Answer(
            answer.Kind, dictionaries.Client(answer.Client), dictionaries.Origin(answer.Origin), hasPlace);
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}

/// <summary>
/// The operator's own networks (<c>Shortener:IgnoreNetworks</c>), whose hits are bots of the rule <c>own</c>.
/// </summary>
public sealed class OwnNetworks(IReadOnlyList<IPNetwork> networks)
{
    /// <summary>The rule's name, in place of a bot's.</summary>
    public const string Rule = "own";

    public bool Contain(IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address)) return true;
        }
        return false;
    }
}
