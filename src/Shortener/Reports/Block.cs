using Shortener.Hits;

namespace Shortener.Reports;

/// <summary>
/// A stretch of time that has digests: a watch of four hours at level 0, eight blocks of the level below at
/// each other. Counted from 1970.
/// </summary>
/// <remarks>
/// 4 hours, 32 hours, 10.7 days, 85.3 days: a year is some 40 blocks, whatever instant it begins at, where it
/// is 2,190 watches. Eight, because with fewer each hit is written in more levels, and with more there are
/// more of the small blocks at both ends of a period.
/// </remarks>
internal readonly record struct Block(int Level, long Number)
{
    /// <summary>How many levels there are.</summary>
    public const int Levels = 4;

    private const int Bits = 3;

    /// <summary>Its first watch.</summary>
    public long First => Number << (Bits * Level);

    /// <summary>The watch behind its last.</summary>
    public long End => (Number + 1) << (Bits * Level);

    /// <summary>UTC milliseconds since 1970.</summary>
    public long From => First * Slots.WatchMillis;

    /// <summary>No longer inside.</summary>
    public long Until => End * Slots.WatchMillis;

    /// <summary>The block of a level that holds a watch.</summary>
    public static Block Of(int level, long watch) => new(level, watch >> (Bits * level));

    public bool Holds(long watch) => watch >= First && watch < End;
}
