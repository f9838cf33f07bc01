using System.Buffers.Binary;
using System.Numerics;

namespace Shortener.Attribution;

/// <summary>
/// Timelines as bytes: some 20 for a touch, so that a year's journeys are read in one pass. Whole numbers of
/// seven bits a byte (LEB128), instants as distances from the one before.
/// </summary>
/// <remarks>
/// Form 1: its number; the number of outcomes; of each, kind, at, at − journeyAt, event, code, amount,
/// currency, lookback; the number of touches; of each, <see cref="Fact"/> by fact. Outcomes come first:
/// mostly they tell that nobody asks for the rest.
/// </remarks>
public static class TimelineForm
{
    private const byte Form = 1;
    private const int LongestNumber = 10;

    // The last byte of a number has no highest bit.
    private const ulong LastBytes = 0x8080_8080_8080_8080;

    private static readonly Fact[] Every = Enum.GetValues<Fact>();

    /// <summary>Packs a timeline.</summary>
    public static byte[] Write(Timeline timeline)
    {
        var bytes = new byte[3 * LongestNumber + timeline.Touches * Timeline.Width * LongestNumber + timeline.Outcomes.Length * 8 * LongestNumber];
        var length = 0;
        bytes[length++] = Form;
        Put(timeline.Outcomes.Length);
        var at = 0L;
        foreach (var outcome in timeline.Outcomes)
        {
            Put((long)outcome.Kind);
            Put(outcome.At - at);
            at = outcome.At;
            Put(outcome.At - outcome.JourneyAt);
            Put(outcome.EventId);
            Put(outcome.CodeId);
            Put(outcome.Amount);
            Put(outcome.Currency);
            Put(outcome.LookbackDays);
        }
        Put(timeline.Touches);
        at = 0;
        for (var touch = 0; touch < timeline.Touches; touch++)
        {
            Put(timeline[touch, Fact.At] - at);
            at = timeline[touch, Fact.At];
            for (var fact = Fact.At + 1; fact <= Fact.Advocate; fact++) Put(timeline[touch, fact]);
        }
        return bytes[..length];

        void Put(long number)
        {
            var rest = (ulong)number;
            for (; rest >= 0x80; rest >>= 7) bytes[length++] = (byte)(rest | 0x80);
            bytes[length++] = (byte)rest;
        }
    }

    /// <summary>Unpacks what <see cref="Write"/> packed.</summary>
    /// <exception cref="InvalidDataException">The bytes are none of ours.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Timeline into) =>
        ReadTouches(bytes, ReadOutcomes(bytes, into), into, Every);

    /// <summary>Unpacks the outcomes alone; where the touches begin.</summary>
    /// <exception cref="InvalidDataException">The bytes are none of ours.</exception>
    public static int ReadOutcomes(ReadOnlySpan<byte> bytes, Timeline into)
    {
        if (bytes.IsEmpty || bytes[0] != Form)
        {
            throw new InvalidDataException("A timeline has a form that this version does not know.");
        }
        into.Clear();
        var place = 1;
        var at = 0L;
        for (var left = Next(bytes, ref place); left > 0; left--)
        {
            var kind = (OutcomeKind)Next(bytes, ref place);
            at += Next(bytes, ref place);
            into.Add(new Outcome(
                at, at - Next(bytes, ref place), kind, Next(bytes, ref place), Next(bytes, ref place),
                Next(bytes, ref place),
                (short)Next(bytes, ref place), (int)Next(bytes, ref place)));
        }
        return place;
    }

    /// <summary>Unpacks the touches that begin there.</summary>
    /// <param name="wanted">
    /// Which facts, ascending, <see cref="Fact.At"/> the first; the others are left as they are.
    /// </param>
    public static void ReadTouches(
        ReadOnlySpan<byte> bytes, int place, Timeline into, ReadOnlySpan<Fact> wanted)
    {
        var at = 0L;
        for (var left = Next(bytes, ref place); left > 0; left--)
        {
            var facts = into.AddTouch();
            var next = 0;
            foreach (var fact in wanted)
            {
                place = Skip(bytes, place, (int)fact - next);
                facts[(int)fact] = Next(bytes, ref place);
                next = (int)fact + 1;
            }
            place = Skip(bytes, place, Timeline.Width - next);
            at += facts[0];
            facts[0] = at;
        }
    }

    // Eight bytes at once, since most facts are in nobody's report.
    private static int Skip(ReadOnlySpan<byte> bytes, int place, int numbers)
    {
        while (numbers > 0 && place + sizeof(ulong) <= bytes.Length)
        {
            var ends = ~BinaryPrimitives.ReadUInt64LittleEndian(bytes[place..]) & LastBytes;
            var count = BitOperations.PopCount(ends);
            if (count >= numbers)
            {
                for (; numbers > 1; numbers--) ends &= ends - 1;
                return place + BitOperations.TrailingZeroCount(ends) / 8 + 1;
            }
            numbers -= count;
            place += sizeof(ulong);
        }
        for (; numbers > 0; numbers--)
        {
            while (bytes[place++] >= 0x80)
            {
            }
        }
        return place;
    }

    private static long Next(ReadOnlySpan<byte> bytes, ref int place)
    {
        long part = bytes[place++];
        if (part < 0x80) return part;
        var number = part & 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            part = bytes[place++];
            number |= (part & 0x7F) << shift;
            if (part < 0x80) return number;
        }
    }
}
