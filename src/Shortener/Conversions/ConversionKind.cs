namespace Shortener.Conversions;

/// <summary>What a destination site tells of. The numbers are stored.</summary>
public enum ConversionKind : byte
{
    /// <summary>
    /// Somebody took a step that is worth something and costs nothing: signed up, asked for an offer.
    /// </summary>
    Lead,

    /// <summary>Somebody paid.</summary>
    Sale,

    /// <summary>A sale was paid back, in part or whole.</summary>
    Refund,
}

/// <summary>Who told of it. The numbers are stored.</summary>
public enum ConversionSource : byte
{
    /// <summary>The site's server, with a secret key: its word counts.</summary>
    Server,

    /// <summary>A page in somebody's browser, with a publishable key: anybody may have written it.</summary>
    Browser,

    /// <summary>A file that was sent with a secret key.</summary>
    File,
}
