using System.Buffers;
using System.Text;

namespace Shortener.Reports;

/// <summary>Whole numbers of seven bits a byte (LEB128), and texts behind their length.</summary>
internal sealed class PackedWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>This, and what another has written behind it.</summary>
    public byte[] ToArray(PackedWriter behind) => [.. _bytes.WrittenSpan, .. behind._bytes.WrittenSpan];

    /// <summary>Begins again.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    /// <param name="number">Small ones take few bytes; one below 0 takes ten.</param>
    public void Put(long number)
    {
        var room = _bytes.GetSpan(10);
        var length = 0;
        var rest = (ulong)number;
        for (; rest >= 0x80; rest >>= 7) room[length++] = (byte)(rest | 0x80);
        room[length++] = (byte)rest;
        _bytes.Advance(length);
    }

    public void Put(string text)
    {
        Put(Encoding.UTF8.GetByteCount(text));
        _bytes.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>What another has written, behind its length: it can be skipped.</summary>
    public void Put(PackedWriter part)
    {
        Put(part._bytes.WrittenCount);
        Append(part);
    }

    /// <summary>What another has written, without its length.</summary>
    public void Append(PackedWriter other) => _bytes.Write(other._bytes.WrittenSpan);

    /// <param name="texts">In the order of their numbers.</param>
    public void Put(Numbering<string> texts)
    {
        Put(texts.Count);
        for (var i = 0; i < texts.Count; i++) Put(texts[i]);
    }
}
