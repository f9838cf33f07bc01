using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Shortener.Channels.Geo;

/// <summary>Reads one value out of a data section: the records of a database, or its metadata.</summary>
/// <remarks>
/// <para>
/// Values come back as the nearest CLR type: string, bool, ushort, uint, ulong, UInt128, int, double, float,
/// byte[], <c>IReadOnlyList&lt;object&gt;</c> or <c>IReadOnlyDictionary&lt;string, object&gt;</c>.
/// </para>
/// <para>
/// Nothing that a file says is believed before it is checked against the bytes that are there. Three limits
/// end what would otherwise go on: depth (a value inside itself), work (a value that points many times to
/// values that point many times …), and the end of the section.
/// </para>
/// Source: MaxMind DB File Format Specification 2.0, "Output Data Section".
/// </remarks>
internal ref struct MmdbDecoder
{
    /// <summary>
    /// Values inside values. Real records nest four deep; every level is a level of the call stack too.
    /// </summary>
    private const int MostDepth = 64;

    /// <summary>
    /// What one value may cost: its bytes, and 16 for every field. A long record costs about 10,000.
    /// </summary>
    private const int MostWork = 1 << 20;

    private const int FieldWork = 16;

    private readonly ReadOnlySpan<byte> section;
    private int position;
    private long work;

    private MmdbDecoder(ReadOnlySpan<byte> section, int position)
    {
        this.section = section;
        this.position = position;
    }

    private readonly int Left => section.Length - position;

    /// <summary>The value that starts at <paramref name="offset"/>.</summary>
    /// <param name="section">The whole section: pointers count from its start.</param>
    /// <exception cref="InvalidDatabaseException">
    /// The bytes there are not a whole and finite value.
    /// </exception>
    public static object Decode(ReadOnlySpan<byte> section, uint offset) =>
        new MmdbDecoder(section, Inside(section, offset)).Read(depth: 0);

    private static int Inside(ReadOnlySpan<byte> section, uint offset) => offset < section.Length
        ? (int)offset
        : throw new InvalidDatabaseException(
            $"Offset {offset} lies outside the {section.Length} bytes of its section.");

    private object Read(int depth)
    {
        var (type, size) = Control();
        if (type != MmdbType.Pointer) return Value(type, size, depth);

        var next = position;
        position = Inside(section, size);
        (type, size) = Control();
        // Forbidden by the format, and with it every circle of nothing but pointers.
        if (type == MmdbType.Pointer) throw new InvalidDatabaseException("A pointer points to a pointer.");
        var value = Value(type, size, depth);
        position = next;
        return value;
    }

    /// <summary>The type of the next field, and its size; of a pointer, what it points to.</summary>
    private (MmdbType Type, uint Size) Control()
    {
        work += FieldWork;
        var control = Take(1)[0];
        var type = (MmdbType)(control >> 5);
        if (type == MmdbType.Pointer) return (type, Target(control));
        if (type == MmdbType.Extended)
        {
            var more = Take(1)[0];
            if (more is < 1 or > 8) throw new InvalidDatabaseException($"There is no extended type {more}.");
            type = (MmdbType)(more + 7);
        }
        var size = control & 0b11111u;
        return (type, size switch
        {
            29 => 29 + (uint)Number(1),
            30 => 285 + (uint)Number(2),
            31 => 65_821 + (uint)Number(3),
            _ => size,
        });
    }

    // 001SSVVV: SS says how many bytes follow, VVV are the highest bits of the offset.
    private uint Target(byte control)
    {
        var high = control & 0b111u;
        return (control >> 3 & 0b11) switch
        {
            0 => high << 8 | (uint)Number(1),
            1 => (high << 16 | (uint)Number(2)) + 2_048,
            2 => (high << 24 | (uint)Number(3)) + 526_336,
            _ => (uint)Number(4),
        };
    }

    private object Value(MmdbType type, uint size, int depth) => type switch
    {
        MmdbType.Text => Text(Take(size)),
        MmdbType.Double => BinaryPrimitives.ReadDoubleBigEndian(Take(Exactly(8, size, type))),
        MmdbType.Float => BinaryPrimitives.ReadSingleBigEndian(Take(Exactly(4, size, type))),
        MmdbType.Bytes => Take(size).ToArray(),
        MmdbType.UInt16 => (ushort)Number(UpTo(2, size, type)),
        MmdbType.UInt32 => (uint)Number(UpTo(4, size, type)),
        MmdbType.UInt64 => (ulong)Number(UpTo(8, size, type)),
        MmdbType.UInt128 => Number(UpTo(16, size, type)),
        // Two's complement; a negative number always takes all four bytes.
        MmdbType.Int32 => (int)(uint)Number(UpTo(4, size, type)),
        MmdbType.Boolean => UpTo(1, size, type) == 1,
        MmdbType.Map => Map(size, depth + 1),
        MmdbType.Array => List(size, depth + 1),
        _ => throw new InvalidDatabaseException($"A field of type {type} stands where a value should."),
    };

    private Dictionary<string, object> Map(uint pairs, int depth)
    {
        // A key and a value take a byte each, so a count can be too large. Room is made as pairs are read.
        Enter(pairs * 2L, depth);
        var map = new Dictionary<string, object>();
        for (; pairs > 0; pairs--)
        {
            var key = Read(depth) as string ?? throw new InvalidDatabaseException("A key is not text.");
            map[key] = Read(depth);
        }
        return map;
    }

    private List<object> List(uint items, int depth)
    {
        Enter(items, depth);
        var list = new List<object>();
        for (; items > 0; items--) list.Add(Read(depth));
        return list;
    }

    private readonly void Enter(long fields, int depth)
    {
        if (depth > MostDepth)
        {
            throw new InvalidDatabaseException($"Values are nested deeper than {MostDepth} levels.");
        }
        if (fields > Left)
        {
            throw new InvalidDatabaseException($"{fields} fields cannot fit in the last {Left} bytes.");
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes)
        ? Encoding.UTF8.GetString(bytes)
        : throw new InvalidDatabaseException("A text is not UTF-8.");

    // Big-endian, without leading zeros if the writer likes: zero may take no byte at all.
    private UInt128 Number(uint size)
    {
        UInt128 number = 0;
        foreach (var digit in Take(size)) number = number << 8 | digit;
        return number;
    }

    private ReadOnlySpan<byte> Take(uint size)
    {
        if (size > Left) throw new InvalidDatabaseException($"{size} bytes are not left, only {Left}.");
        work += size;
        if (work > MostWork) throw new InvalidDatabaseException("A value is too large to be a record.");
        var bytes = section.Slice(position, (int)size);
        position += (int)size;
        return bytes;
    }

    private static uint Exactly(uint wanted, uint size, MmdbType type) =>
        size == wanted ? size : throw WrongSize(size, type);

    private static uint UpTo(uint most, uint size, MmdbType type) =>
        size <= most ? size : throw WrongSize(size, type);

    private static InvalidDatabaseException WrongSize(uint size, MmdbType type) =>
        new($"A field of type {type} cannot have the size {size}.");
}
