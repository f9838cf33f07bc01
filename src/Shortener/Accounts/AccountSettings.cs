using Shortener.Values;

namespace Shortener.Accounts;

/// <summary>How often keys may be used. Section <c>Shortener:Accounts</c>.</summary>
public sealed record AccountSettings : ISettings
{
    /// <summary>Calls a minute that create something, for each key; a bulk call is one. 0 is off.</summary>
    public int CreationsPerMinute { get; init; } = 6000;

    /// <summary>
    /// Wrong keys a minute, for each network (/24, /48); then every key from there is refused. 0 is off.
    /// </summary>
    public int FailedKeysPerMinute { get; init; } = 10;

    /// <summary>How long the answer to an <c>Idempotency-Key</c> is kept.</summary>
    public int IdempotencyHours { get; init; } = 24;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (CreationsPerMinute < 0)
        {
            yield return $"Shortener:Accounts:CreationsPerMinute is {CreationsPerMinute}; it may be 0 (off) or more.";
        }
        if (FailedKeysPerMinute < 0)
        {
            yield return $"Shortener:Accounts:FailedKeysPerMinute is {FailedKeysPerMinute}; it may be 0 (off) or more.";
        }
        if (IdempotencyHours is < 1 or > 168)
        {
            yield return $"Shortener:Accounts:IdempotencyHours is {IdempotencyHours}; it may be 1 to 168.";
        }
    }
}
