namespace Shortener.Attribution;

/// <summary>
/// What is known of a touch, each a number of the log's; the order is that of the packed form.
/// </summary>
public enum Fact
{
    /// <summary>UTC milliseconds since 1970.</summary>
    At,

    /// <summary><see cref="TouchTrigger"/>.</summary>
    Trigger,
    Link,
    Referrer,
    Language,
    Place,
    Utm,
    Client,
    Origin,
    Share,
    Generation,
    Advocate,
}

/// <summary>What made a touch. The first three have the numbers of <c>hits.trigger</c>.</summary>
public enum TouchTrigger
{
    Link,
    Qr,
    Share,

    /// <summary>An arrival through a share that no redirect made.</summary>
    Arrival,

    /// <summary>An advocate's or coupon code, where there is nothing else.</summary>
    Code,
}
