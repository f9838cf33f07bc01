using Shortener.Values;

namespace Shortener.Hits;

/// <summary>How long single hits are kept. Section <c>Shortener:Hits</c>.</summary>
public sealed record RetentionSettings : ISettings
{
    /// <summary>
    /// Single hits older than so many UTC days are removed; counts stay, but what needs single hits (a
    /// filter, a link's countries) can no longer be asked of older days. 0 keeps them for ever.
    /// </summary>
    public int KeepDays { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (KeepDays is < 0 or > 36_500)
        {
            yield return $"Shortener:Hits:KeepDays is {KeepDays}; it may be 0 (for ever) to 36500.";
        }
    }
}
