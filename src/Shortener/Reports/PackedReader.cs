using System.Text;

namespace Shortener.Reports;

/// <summary>Reads what <see cref="PackedWriter"/> wrote, in the same order.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>All was read.</summary>
    public readonly bool IsOver => _at == _bytes.Length;

    public long Next()
    {
        // Mostly one byte.
        long part = _bytes[_at++];
        if (part < 0x80) return part;
        var number = part & 0x7f;
        for (var shift = 7; ; shift += 7)
        {
            part = _bytes[_at++];
            number |= (part & 0x7f) << shift;
            if (part < 0x80) return number;
        }
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
}
