namespace Shortener.Channels.Dark;

/// <summary>What a stored hit says about where it came from, and how dark it is.</summary>
/// <param name="IsCarried">Its share link was seen in another app than the one it was made for.</param>
public readonly record struct DarkHit(HitKind Kind, string? Os, Origin Origin, bool IsCarried = false)
{
    /// <summary>
    /// The app that a dark click itself names, or that its share link was minted for; null where none is
    /// named.
    /// </summary>
    public string? Names => IsConfirmed ? Origin.App : null;

    /// <summary>A dark click that names its app, or the private channel.</summary>
    public bool IsConfirmed =>
        Kind is HitKind.Click && Origin is { Dark: true, Channel: not null } && !IsGuess && !IsElsewhere;

    /// <summary>A dark click that names nothing.</summary>
    public bool IsUnnamed => Kind is HitKind.Click && Origin.Dark && !IsConfirmed;

    /// <summary>Its headers show that it was typed.</summary>
    public bool IsTyped =>
        Kind is HitKind.Click && Origin is { Evidence: "fetch-metadata", Channel: "direct" };

    /// <summary>It shows the app it was tapped in, by itself.</summary>
    public bool ShowsApp => Kind is HitKind.Click && Origin.App is not null
        && Origin.Evidence is "in-app" or "requested-with" or "app-referrer" or "link-shim" or "wechat-from"
            or "referrer";

    /// <summary>Through a share link for an app that does not exist on its platform.</summary>
    public bool IsWhereItsAppIsNot => Origin is { Evidence: "share", App: { } app }
        && Platforms.Of(Os) is { } platform && Visibility.Default.Find(app) is { } habit
            && habit.On[(int)platform] is null;

    // Somebody has passed it on.
    private bool IsElsewhere => Origin is { Evidence: "share" } && IsCarried || IsWhereItsAppIsNot;

    // How it arrived, and what is stored on the link, name no app.
    private bool IsGuess => Origin.Evidence is "none" or "fetch-metadata" or "link-utm";
}
