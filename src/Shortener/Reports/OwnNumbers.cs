using System.Globalization;
using Shortener.Hits;
using Shortener.Shares;

namespace Shortener.Reports;

/// <summary>
/// Dimensions whose numbers stand in log and roll-ups themselves, and are no number of a word: how they are
/// written. Empty stands for "unknown".
/// </summary>
public static class OwnNumbers
{
    /// <summary>Whether the dimension is one of them.</summary>
    public static bool Has(Dimension? dimension) =>
        dimension is Dimension.Link or Dimension.Share or Dimension.Generation or Dimension.Advocate;

    /// <summary>The key of a report's row.</summary>
    public static string Write(Dimension dimension, long number) => dimension switch
    {
        Dimension.Share => number == 0 ? "" : Tokens.Write(number),
        Dimension.Advocate when number == 0 => "",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The number of a key; null where it is none.</summary>
    public static long? Read(Dimension dimension, string key)
    {
        if (key.Length == 0) return dimension is Dimension.Share or Dimension.Advocate ? 0 : null;
        if (dimension is Dimension.Share) return Tokens.Read(key);
        return long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
