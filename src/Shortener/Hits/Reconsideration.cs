using Shortener.Channels;

namespace Shortener.Hits;

/// <summary>Classifies a hit again from what the log keeps of it.</summary>
internal static class Reconsideration
{
    /// <summary>
    /// The answer of today's patterns; null where the log does not keep what they would have to look at.
    /// </summary>
    /// <param name="facts">The request; empty texts stand for what was not sent.</param>
    /// <param name="was">What was decided.</param>
    public static Classification? Of(Classifier classifier, Facts facts, Classification was)
    {
        // Whose address it was is not kept, nor are texts beyond the bound of their minute.
        if (was.Client.Bot == OwnNetworks.Rule || facts.HasOther) return null;

        // Which share it was is for the shares to say; where it decided, it decides again.
        var share = was.Origin.Evidence is "share" ? was.Origin : null;
        var now = classifier.Classify(new VisitFacts(
            facts.UserAgent, NullIfEmpty(facts.Referrer), VisitSignals.Parse(facts.Signals), facts.Trigger,
            new LinkOrigin(
                NullIfEmpty(facts.UtmSource), NullIfEmpty(facts.UtmMedium), share?.Channel, share?.App)));

        // By itself it would be a click: several hits told that it was none, and they still do.
        var isMarked = was is { Kind: HitKind.Bot, Client.Bot: Behaviour.ManyLinks or Behaviour.HeadThenGet };
        return isMarked && now.Kind is HitKind.Click ? null : now;
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;

    /// <summary>What the log keeps of a request, and classification looks at.</summary>
    public sealed record Facts(
        string UserAgent, string Signals, string Referrer, string UtmSource, string UtmMedium,
        HitTrigger Trigger)
    {
        /// <summary>Some of it was not kept.</summary>
        public bool HasOther => EntryStore.Other is var other
            && (UserAgent == other || Signals == other || Referrer == other || UtmSource == other);
    }
}
