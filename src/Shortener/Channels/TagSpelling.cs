namespace Shortener.Channels;

/// <summary>
/// The one spelling under which reports count a tag: <c>fb</c>, <c>Facebook</c> and <c>facebook</c> are one
/// source. What hits hold stays as it was written.
/// </summary>
public sealed class TagSpelling(Classifier classifier)
{
    private const string Source = "utm_source";
    private const string Medium = "utm_medium";

    /// <summary>Words of this grouping have several spellings.</summary>
    /// <param name="grouping">As in <c>groupBy=…</c>.</param>
    public static bool Has(string grouping) => grouping is Source or Medium;

    /// <summary>
    /// The spelling that counts; the word itself where its grouping has no other. Empty stays empty.
    /// </summary>
    /// <param name="grouping">As in <c>groupBy=…</c>.</param>
    public string Of(string grouping, string word) => grouping switch
    {
        Source => classifier.CanonicalTag("source", word),
        Medium => classifier.CanonicalTag("medium", word),
        _ => word,
    };
}
