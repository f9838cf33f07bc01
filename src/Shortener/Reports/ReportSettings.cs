using Shortener.Values;

namespace Shortener.Reports;

/// <summary>What reports may cost. Section <c>Shortener:Reports</c>.</summary>
public sealed record ReportSettings : ISettings
{
    /// <summary>
    /// A digest is made of smaller ones that have so much together at most; with six megabytes, making it takes
    /// some 60 of memory. Where they have more, reports read them one by one.
    /// </summary>
    public int DigestMegabytes { get; init; } = 6;

    /// <inheritdoc/>
    public IEnumerable<string> Problems()
    {
        if (DigestMegabytes is < 1 or > 256)
        {
            yield return $"Shortener:Reports:DigestMegabytes is {DigestMegabytes}; it may be 1 to 256.";
        }
    }
}
