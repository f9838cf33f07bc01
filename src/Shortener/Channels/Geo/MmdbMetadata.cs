namespace Shortener.Channels.Geo;

/// <summary>What a database says about itself.</summary>
/// <param name="NodeCount">Nodes of the search tree.</param>
/// <param name="RecordSize">Bits of a record, two of which make a node: 24, 28 or 32.</param>
/// <param name="IpVersion">4, or 6 for a tree that holds both.</param>
/// <param name="DatabaseType">Names the shape of the records: <c>GeoLite2-City</c>, <c>country ipvAll</c> …</param>
/// <param name="BuildEpoch">When it was built, in Unix seconds. Nothing bounds what a file may claim.</param>
public sealed record MmdbMetadata(uint NodeCount, int RecordSize, int IpVersion, string DatabaseType, ulong BuildEpoch)
{
    private const ulong LastSecondOf9999 = 253_402_300_799;

    /// <summary>When the database was built; null where the file claims a date after the year 9999.</summary>
    public DateTimeOffset? BuiltAt =>
        BuildEpoch <= LastSecondOf9999 ? DateTimeOffset.FromUnixTimeSeconds((long)BuildEpoch) : null;

    /// <summary>Reads the section that follows the metadata marker. Keys beyond those used here are passed over.</summary>
    /// <exception cref="InvalidDatabaseException">A key is missing, of another type than the format asks, or out of range.</exception>
    internal static MmdbMetadata Read(ReadOnlySpan<byte> section)
    {
        var map = Map(section);
        var version = Value<ushort>(map, "binary_format_major_version");
        if (version != 2) throw new InvalidDatabaseException($"The format has version {version}; 2 is the one known.");
        var recordSize = Value<ushort>(map, "record_size");
        if (recordSize is not (24 or 28 or 32)) throw new InvalidDatabaseException($"A record cannot have {recordSize} bits.");
        var ipVersion = Value<ushort>(map, "ip_version");
        if (ipVersion is not (4 or 6)) throw new InvalidDatabaseException($"There is no IP version {ipVersion}.");

        return new MmdbMetadata(Value<uint>(map, "node_count"), recordSize, ipVersion,
            Value<string>(map, "database_type"), Value<ulong>(map, "build_epoch"));
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

    private static T Value<T>(IReadOnlyDictionary<string, object> map, string key) =>
        map.TryGetValue(key, out var value) && value is T typed
            ? typed
            : throw new InvalidDatabaseException($"The metadata has no {key} of type {typeof(T).Name}.");
}
