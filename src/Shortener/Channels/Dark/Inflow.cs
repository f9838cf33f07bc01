namespace Shortener.Channels.Dark;

/// <summary>One of the places that clicks come from: an app, typing, or what has no name.</summary>
/// <param name="App">Its place in <see cref="Visibility.Apps"/>; null for the last two.</param>
/// <param name="Part">The part of all clicks it is expected to have, where nothing else is known.</param>
/// <param name="PartDoubt">Standard deviation of that part's logarithm.</param>
internal sealed record Inflow(
    int? App, double? ClicksPerShare, IReadOnlyList<Showing?> On, double Part, double PartDoubt)
{
    // Chrome on Android tells typed from tapped, and other browsers there do not.
    private const double TypedShown = 0.85;

    /// <summary>Typed, bookmarked, scanned by the camera: on Android its headers show most of it.</summary>
    public static readonly Inflow Typing = new(
        null, null, [new(1, TypedShown, 0), new(1, 0, 0), new(1, 0, 0), new(1, 0, 0)], Part: 0.08, PartDoubt: 0.7);

    /// <summary>Apps that never show themselves, nor their shares.</summary>
    public static readonly Inflow Nameless = new(
        null, null, [new(1, 0, 0.85), new(1, 0, 0), new(1, 0, 0.3), new(1, 0, 0.3)], Part: 0.03, PartDoubt: 0.7);

    /// <summary>An app.</summary>
    public static Inflow Of(int place, AppHabit habit, double part) =>
        new(place, habit.ClicksPerShare, habit.On, part, PartDoubt: 1.5);
}
