using System.Runtime.CompilerServices;
using System.Text;

namespace Shortener.Reports;

/// <summary>Reads what <see cref="PackedWriter"/> wrote, in the same order.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>All was read.</summary>
    public readonly bool IsOver => _at == _bytes.Length;

    // Mostly one byte: that is worth no call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next()
    {
        var part = _bytes[_at++];
        return part < 0x80 ? part : NextLong(part);
    }

    public string NextText()
    {
        var length = (int)Next();
        _at += length;
        return Encoding.UTF8.GetString(_bytes.Slice(_at - length, length));
    }

    /// <summary>What stands behind its length.</summary>
    public PackedReader NextPart()
    {
        var length = (int)Next();
        _at += length;
        return new PackedReader(_bytes.Slice(_at - length, length));
    }

    /// <summary>The numbers among these texts of those that were written, in their order.</summary>
    public int[] Next(Numbering<string> texts)
    {
        var numbers = new int[Next()];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = texts.Of(NextText());
        return numbers;
    }

    private long NextLong(byte first)
    {
        var number = first & 0x7fL;
        for (var shift = 7; ; shift += 7)
        {
            long part = _bytes[_at++];
            number |= (part & 0x7f) << shift;
            if (part < 0x80) return number;
        }
    }
}
