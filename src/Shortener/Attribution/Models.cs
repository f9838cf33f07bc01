namespace Shortener.Attribution;

/// <summary>A rule by which conversions are credited to what led to them.</summary>
/// <param name="Name">As the API says it.</param>
/// <param name="Meaning">One sentence, for people.</param>
public abstract record Model(string Name, string Meaning);

/// <summary>A model that looks at one journey at a time.</summary>
public sealed record JourneyModel(string Name, string Meaning, Weigh Weigh) : Model(Name, Meaning);

/// <summary>A model that looks at all journeys together.</summary>
/// <param name="Shares">Each key's part of the conversions that had a touch; they add up to 1.</param>
public sealed record PathModel(string Name, string Meaning, SharesOf Shares) : Model(Name, Meaning);

/// <inheritdoc cref="MarkovChain.Shares(Paths, ReadOnlySpan{long}, ReadOnlySpan{long})"/>
public delegate double[] SharesOf(Paths paths, ReadOnlySpan<long> converted, ReadOnlySpan<long> lost);

/// <summary>All models there are, in the order in which they are shown.</summary>
public sealed class Models(AttributionSettings settings)
{
    public const string TimeDecayName = "time-decay";
    public const string MarkovName = "markov";
    public const string ShapleyName = "shapley";

    /// <summary>For the description of the API.</summary>
    public static readonly IReadOnlyList<string> Names = [.. new Models(new AttributionSettings()).All.Select(
        model => model.Name)];

    public IReadOnlyList<Model> All { get; } =
    [
        new JourneyModel("first", "All to the first touch.", FirstTouch.Weigh),
        new JourneyModel("last", "All to the last touch.", LastTouch.Weigh),
        new JourneyModel(
            "last-non-direct", "All to the last touch that was not direct.", LastNonDirect.Weigh),
        new JourneyModel("linear", "The same to every touch.", Linear.Weigh),
        new JourneyModel(
            "position", "Most to the first and the last touch.",
            PositionBased.With(settings.PositionFirst, settings.PositionLast)),
        new JourneyModel(
            TimeDecayName, "The more the later the touch.",
            TimeDecay.With(TimeSpan.FromDays(settings.HalfLifeDays))),
        new PathModel(MarkovName, "What would be lost without it.", MarkovChain.Shares),
        new PathModel(
            ShapleyName, "What it adds to the others on average.",
            (paths, converted, _) => Shapley.Shares(paths, converted)),
    ];

    /// <summary>The models that look at one journey at a time.</summary>
    public IEnumerable<JourneyModel> OfJourneys => All.OfType<JourneyModel>();

    /// <summary>The models that look at all of them together.</summary>
    public IEnumerable<PathModel> OfPaths => All.OfType<PathModel>();

    public Model? Find(string name) => All.FirstOrDefault(model => model.Name == name);
}
