namespace Shortener.Links;

/// <summary>How an attempt to make, change or delete a link ended.</summary>
public enum LinkVerdict
{
    /// <summary>There is a new link.</summary>
    Created,

    /// <summary>The link is as it was asked to be, whether or not that changed anything.</summary>
    Kept,

    /// <summary>
    /// There was one to the same destination with the same tags, and that is what was asked for.
    /// </summary>
    Found,

    /// <summary>
    /// There was one to the same destination with the same tags, and there was not to be a second.
    /// </summary>
    Repeated,

    /// <summary>
    /// The slug belongs to another link, now or once, or differs from its slug only by case.
    /// </summary>
    SlugTaken,

    /// <summary>The external id belongs to another link.</summary>
    ExternalIdTaken,

    /// <summary>Slug, domain and moment of creation cannot change.</summary>
    Fixed,

    /// <summary>The caller saw the link and decided against the change.</summary>
    Declined,

    /// <summary>There is no such link.</summary>
    Missing,

    /// <summary>The link was deleted.</summary>
    Deleted,
}

/// <summary>
/// How it ended, and the link in question: the one made, changed or found, or the one that stood in the way.
/// </summary>
public readonly record struct LinkOutcome(LinkVerdict Verdict, Link? Link = null);

/// <summary>What a second link to the same destination with the same tags shall be.</summary>
public enum IfExists
{
    /// <summary>Another link.</summary>
    New,

    /// <summary>The first one again.</summary>
    Return,

    /// <summary>A conflict.</summary>
    Error,
}
