namespace Shortener.Channels.Geo;

/// <summary>What a database says about itself.</summary>
/// <param name="NodeCount">Nodes of the search tree.</param>
/// <param name="RecordSize">Bits of a record, two of which make a node: 24, 28 or 32.</param>
/// <param name="IpVersion">4, or 6 for a tree that holds both.</param>
/// <param name="DatabaseType">
/// Names the shape of the records: <c>GeoLite2-City</c>, <c>country ipvAll</c> …
/// </param>
/// <param name="BuildEpoch">When it was built, in Unix seconds. Nothing bounds what a file may claim.</param>
public sealed record MmdbMetadata(
    uint NodeCount, int RecordSize, int IpVersion, string DatabaseType, ulong BuildEpoch)
{
    private const ulong LastSecondOf9999 = 253_402_300_799;

    /// <summary>When the database was built; null where the file claims a date after the year 9999.</summary>
    public DateTimeOffset? BuiltAt =>
        BuildEpoch <= LastSecondOf9999 ? DateTimeOffset.FromUnixTimeSeconds((long)BuildEpoch) : null;

    /// <summary>
    /// Reads the section that follows the metadata marker. Keys beyond those used here are passed over.
    /// </summary>
    /// <exception cref="InvalidDatabaseException">
    /// A key is missing, of another type than the format asks, or out of range.
    /// </exception>
    internal static MmdbMetadata Read(ReadOnlySpan<byte> section)
    {
        var map = Map(section);
        OneOf([2], map, "binary_format_major_version");
        return new MmdbMetadata(
            Value<uint>(map, "node_count"),
            OneOf([24, 28, 32], map, "record_size"),
            OneOf([4, 6], map, "ip_version"),
            Value<string>(map, "database_type"),
            Value<ulong>(map, "build_epoch"));
    }

    private static IReadOnlyDictionary<string, object> Map(ReadOnlySpan<byte> section)
    {
        try
        {
            return MmdbDecoder.Decode(section, 0) as IReadOnlyDictionary<string, object>
                ?? throw new InvalidDatabaseException("It is not a map.");
        }
        catch (InvalidDatabaseException e)
        {
            throw new InvalidDatabaseException($"The metadata cannot be read: {e.Message}");
        }
    }

    private static int OneOf(ReadOnlySpan<ushort> known, IReadOnlyDictionary<string, object> map, string key)
    {
        var value = Value<ushort>(map, key);
        if (!known.Contains(value)) throw new InvalidDatabaseException($"The {key} cannot be {value}.");
        return value;
    }

    private static T Value<T>(IReadOnlyDictionary<string, object> map, string key) =>
        map.TryGetValue(key, out var value) && value is T typed
            ? typed
            : throw new InvalidDatabaseException($"The metadata has no {key} of type {typeof(T).Name}.");
}
