namespace Shortener.Channels.Geo;

/// <summary>Where an address is, as far as a database knows. At least one of the three is there.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case (with XK for Kosovo).</param>
/// <param name="Region">English name of the largest subdivision: a state, a province.</param>
/// <param name="City">English name.</param>
public sealed record Place(string? Country, string? Region, string? City)
{
    /// <summary>Reads the record of a database; null where it says nothing about a place.</summary>
    /// <remarks>
    /// The shapes known, tried in this order: MaxMind's own (GeoLite2, GeoIP2; DB-IP's files too), the flat
    /// ones of ip-location-db and of IPinfo, whose <c>country</c> is a name where a <c>country_code</c>
    /// stands beside it, and a code in its older files. Last comes the country of registration, where MaxMind
    /// knows no other.
    /// </remarks>
    internal static Place? Read(object record)
    {
        var country = Code(Text(record, "country", "iso_code"))
            ?? Code(Text(record, "country_code"))
            ?? Code(Text(record, "country"))
            ?? Code(Text(record, "registered_country", "iso_code"));
        var region = Text(record, "subdivisions", "names", "en")
            ?? Text(record, "state1")
            ?? Text(record, "region_name")
            ?? Text(record, "region");
        var city = Text(record, "city", "names", "en") ?? Text(record, "city");
        return country is null && region is null && city is null ? null : new Place(country, region, city);
    }

    /// <summary>The text at the end of a path of keys; a list on the way stands for its first item.</summary>
    private static string? Text(object? value, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            if (value is IReadOnlyList<object> list) value = list.Count > 0 ? list[0] : null;
            value = value is IReadOnlyDictionary<string, object> map ? map.GetValueOrDefault(key) : null;
        }
        return value is string { Length: > 0 } text ? text : null;
    }

    // DB-IP writes ZZ for no country at all. Interned: a city file repeats 250 codes in 100,000 records.
    private static string? Code(string? text) =>
        text is { Length: 2 } && text.All(char.IsAsciiLetter) && text is not ("ZZ" or "zz")
            ? string.Intern(text.ToUpperInvariant())
            : null;
}
