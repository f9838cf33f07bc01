using System.Globalization;
using Shortener.Shares;

namespace Shortener.Attribution;

/// <summary>
/// How numbers that stand for themselves are written, as in the other reports; empty for unknown.
/// </summary>
internal static class OwnNumbers
{
    private static readonly string[] Triggers = ["link", "qr", "share", "arrival", "code"];

    public static string Write(TouchGrouping by, long number)
    {
        if (number < 0) return "";
        if (by == TouchGrouping.Trigger) return Triggers[number];
        if (by == TouchGrouping.Generation) return number.ToString(CultureInfo.InvariantCulture);
        if (number == 0) return "";
        return by == TouchGrouping.Share
            ? Tokens.Write(number)
            : number.ToString(CultureInfo.InvariantCulture);
    }
}
