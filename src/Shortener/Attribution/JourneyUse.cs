namespace Shortener.Attribution;

/// <summary>What a report does with each journey as it is read.</summary>
public abstract class JourneyUse
{
    /// <summary>Journeys without a conversion are wanted as well.</summary>
    public virtual bool WantsLost => false;

    /// <summary>A conversion or refund, and what led to it.</summary>
    /// <param name="touches">The earliest first; none for a conversion without a touch.</param>
    public abstract void Converted(ReadOnlySpan<Touch> touches, in Outcome outcome);

    /// <summary>Journeys that led to nothing so far.</summary>
    /// <param name="touches">The earliest first, at least one.</param>
    /// <param name="times">How many journeys were like this.</param>
    public virtual void Lost(ReadOnlySpan<Touch> touches, long times)
    {
    }
}
