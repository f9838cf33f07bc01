using Shortener.Channels;
using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>
/// The one spelling under which reports count a tag: <c>fb</c>, <c>Facebook</c> and <c>facebook</c> are one source. What
/// hits hold stays as it was written.
/// </summary>
internal sealed class TagSpelling(Classifier classifier)
{
    /// <summary>Words of this dimension have several spellings.</summary>
    public static bool Has(Dimension? dimension) => dimension is Dimension.UtmSource or Dimension.UtmMedium;

    /// <summary>The spelling that counts; the word itself where its dimension has no other. Empty stays empty.</summary>
    public string Of(Dimension? dimension, string word) => dimension switch
    {
        Dimension.UtmSource => classifier.CanonicalTag("source", word),
        Dimension.UtmMedium => classifier.CanonicalTag("medium", word),
        _ => word,
    };
}
