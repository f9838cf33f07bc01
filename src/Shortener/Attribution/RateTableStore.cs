using System.Globalization;
using Shortener.Storage;
using Shortener.Values;

namespace Shortener.Attribution;

/// <summary>All rates between currencies that the user supplied.</summary>
internal static class RateTableStore
{
    private const string All = "select day, base, currency, rate from rates";

    private sealed record Row
    {
        public int Day { get; init; }
        public short Base { get; init; }
        public short Currency { get; init; }
        public string Rate { get; init; } = "";
    }

    /// <summary>Rates that users supplied.</summary>
    public static async Task<RateTable> Read(Tx tx) => new((await tx.List<Row>(All)).Select(row => new Rate(
        row.Day, Currency.Of(row.Base)!, Currency.Of(row.Currency)!, decimal.Parse(
            row.Rate, CultureInfo.InvariantCulture))));
}
