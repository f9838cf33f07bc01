namespace Shortener.Channels;

/// <summary>
/// Tells for one request what it is, who fetched it, and where it came from: a pure function of the request
/// and the data files, safe to call from many threads.
/// </summary>
public sealed class Classifier
{
    private delegate void Step(ref Draft draft);

    /// <summary>The whole of it. Mark steps decide the kind; Add steps add and never change it.</summary>
    private static readonly (string Name, Step Run)[] Steps =
    [
        (nameof(Kinds.MarkMethod), Kinds.MarkMethod),
        (nameof(Kinds.MarkPrefetch), Kinds.MarkPrefetch),
        (nameof(Kinds.MarkPreview), Kinds.MarkPreview),
        (nameof(Kinds.MarkBot), Kinds.MarkBot),
        (nameof(Devices.AddDevice), Devices.AddDevice),
        (nameof(Devices.AddClientHints), Devices.AddClientHints),
        (nameof(Signs.AddInAppBrowser), Signs.AddInAppBrowser),
        (nameof(Signs.AddReferrer), Signs.AddReferrer),
        (nameof(Signs.AddClickIds), Signs.AddClickIds),
        (nameof(Signs.AddUtm), Signs.AddUtm),
        (nameof(Evidence.AddChannel), Evidence.AddChannel),
    ];

    // Says nothing about where a visit comes from.
    private const string AnyBrowser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    private readonly Knowledge knowledge;
    // Whoever writes "whatsapp" means WhatsApp.
    private readonly Dictionary<string, (string Name, string Channel)> apps =
        new(StringComparer.OrdinalIgnoreCase);

    private readonly UserAgentCache userAgents;

    internal Classifier(Knowledge knowledge)
    {
        this.knowledge = knowledge;
        userAgents = new UserAgentCache(knowledge.UserAgents);
        ClickIds = knowledge.ClickIds.Keys.Where(name => !name.Contains('='))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        FetchingFromTheSharer = knowledge.UserAgents.Rules
            .Where(rule => rule is { Field: Field.Preview, OwnDevice: true })
            .Select(rule => rule.Name!).ToHashSet();
        foreach (var (_, row) in knowledge.Rows)
        {
            if (row.Find("app") is { } app && row.Find("channel") is { } channel)
            {
                apps.TryAdd(app, (app, channel));
            }
        }
    }

    /// <summary>Two classifiers with the same number give the same answers.</summary>
    public long Fingerprint => knowledge.Fingerprint;

    /// <summary>The names of query parameters that are click ids, whatever their case.</summary>
    public IReadOnlySet<string> ClickIds { get; }

    /// <summary>
    /// Apps whose previews are fetched by the sharer's own device. Only such a fetch has a place worth
    /// looking up: the others come from the app's servers.
    /// </summary>
    public IReadOnlySet<string> FetchingFromTheSharer { get; }

    /// <summary>Reads the data files of the product and, before them, a user's own.</summary>
    /// <param name="userRules">Path of a file as this room's README describes it; null for none.</param>
    /// <exception cref="PatternFileException">
    /// A line of it cannot be read; the message has file and line.
    /// </exception>
    /// <exception cref="IOException">It is not there.</exception>
    public static Classifier Load(string? userRules = null) => new(Knowledge.Load(userRules));

    public Classification Classify(VisitFacts visit)
    {
        var draft = Begin(visit);
        foreach (var (_, run) in Steps) run(ref draft);
        return draft.ToClassification();
    }

    /// <summary>The same answer, with the steps that led to it.</summary>
    public Explanation Explain(VisitFacts visit)
    {
        var draft = Begin(visit);
        var rules = new List<AppliedRule>();
        foreach (var (name, run) in Steps)
        {
            var before = draft;
            draft.Row = null;
            run(ref draft);
            var effect = Effects.Of(in before, in draft);
            if (effect.Length > 0) rules.Add(new AppliedRule(name, draft.Row?.Label, effect));
        }
        return new Explanation(draft.ToClassification(), rules);
    }

    /// <summary>
    /// The one spelling under which a tag's value is counted: <c>facebook</c> for <c>fb</c> and
    /// <c>Facebook</c>.
    /// </summary>
    /// <param name="key"><c>source</c> or <c>medium</c>.</param>
    public string CanonicalTag(string key, string value) => UtmMeaning.Canonical(knowledge, key, value);

    /// <summary>
    /// Where a tool says that a visit came from that goes by tags, and where there are none by the Referer.
    /// </summary>
    public Origin ReadOrdinarily(string? referrer, string? utmSource, string? utmMedium)
    {
        var isTagged = utmSource is not null || utmMedium is not null;
        return Classify(new VisitFacts(
            AnyBrowser, isTagged ? null : referrer,
            VisitSignals.None with { UtmSource = utmSource, UtmMedium = utmMedium },
            HitTrigger.Link, LinkOrigin.Untagged)).Origin;
    }

    /// <summary>The channel of an app that the data files name; null for others.</summary>
    public string? ChannelOf(string app) => apps.GetValueOrDefault(app).Channel;

    /// <summary>
    /// An app's name as reports spell it, from whatever case; as it is given where no data file names it.
    /// </summary>
    public string NameOf(string app) => apps.GetValueOrDefault(app).Name ?? app;

    private Draft Begin(VisitFacts visit)
    {
        var agent = string.IsNullOrWhiteSpace(visit.UserAgent) ? null : userAgents.Read(visit.UserAgent);
        return new Draft(visit, agent, knowledge);
    }
}
