namespace Shortener.Channels.Geo;

/// <summary>What a field of the data section holds, by its number in the MaxMind DB format.</summary>
internal enum MmdbType : byte
{
    /// <summary>The next byte holds the type, less 7.</summary>
    Extended = 0,
    Pointer = 1,
    Text = 2,
    Double = 3,
    Bytes = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,

    /// <summary>A store of values for others to point into; never a value itself.</summary>
    Container = 12,

    /// <summary>The end of the data section; never a value.</summary>
    End = 13,
    Boolean = 14,
    Float = 15,
}
