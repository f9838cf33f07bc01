using Shortener.Storage;

namespace Shortener.Reports;

/// <summary>What a report takes of single hits, wherever they are read from.</summary>
internal interface IScan
{
    /// <summary>
    /// The columns, of <c>hits</c> and <c>link_hits</c> alike, that <see cref="Add"/> reads, in its order.
    /// </summary>
    string Columns { get; }

    /// <summary>Adds the scan's rows, or (<paramref name="sign"/> −1) takes them away.</summary>
    Task Add(NumberScan rows, int sign = 1);
}
