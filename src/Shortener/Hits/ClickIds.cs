using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>A click id: the text that goes out with a redirect, and the hash that is kept of it.</summary>
public readonly record struct ClickId(string Text, long Hash);

/// <summary>
/// Draws click ids, by which the destination can later say which click led to a sale. They are random but for
/// the moment they begin with, and tell nothing else; what is kept is a keyed hash, in a table of its own.
/// </summary>
/// <remarks>
/// The hash begins with that moment, too: what is drawn together lies together in the index over hashes.
/// Spread over all of it, ids made a commit write a page for each, and redirects wait for the disk (measured:
/// 40 ms at p99 in place of 4).
/// </remarks>
public sealed class ClickIds(SecretStore secrets, TimeProvider clock)
{
    /// <summary>Length of the text.</summary>
    public const int Length = 2 * HalfLength;

    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Bytes = 16;

    // 62¹¹ is more than 2⁶⁴.
    private const int HalfLength = 11;

    // Sixteenths of a second in 24 bits, which begin anew every twelve days; the other 40 bits tell apart
    // what falls together.
    private const int MomentShift = 40;
    private const long MillisPerMoment = 62;
    private const ulong Rest = (1UL << MomentShift) - 1;

    private byte[]? _key;

    /// <summary>A new one: 128 bits in base 62, the first 24 of them the time, the others random.</summary>
    public ClickId Draw()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes);
        var moment = (ulong)(clock.GetUtcNow().ToUnixTimeMilliseconds() / MillisPerMoment) << MomentShift;
        Span<char> text = stackalloc char[Length];
        Write(moment | (BinaryPrimitives.ReadUInt64LittleEndian(bytes) & Rest), text[..HalfLength]);
        Write(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), text[HalfLength..]);
        return new ClickId(text.ToString(), HashOf(text));
    }

    /// <summary>What is kept of an id, ours or a stranger's. Never 0, which stands for none.</summary>
    /// <remarks>
    /// 64 bits: of a billion clicks, a stranger's id is taken for one of ours once in 18 billion tries.
    /// </remarks>
    public long HashOf(ReadOnlySpan<char> id)
    {
        _key ??= secrets.KeyFor("click id", SipHash.KeyBytes);
        Span<byte> utf8 = stackalloc byte[256];
        if (id.Length > utf8.Length / 3) utf8 = new byte[3 * id.Length];
        var hash = SipHash.Of(_key, utf8[..Encoding.UTF8.GetBytes(id, utf8)]);
        if (id.Length == Length && Read(id[..HalfLength]) is { } first)
        {
            hash = (first & ~Rest) | (hash & Rest);
        }
        return hash != 0 ? (long)hash : 1;
    }

    private static void Write(ulong number, Span<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            (number, var digit) = Math.DivRem(number, (ulong)Letters.Length);
            text[i] = Letters[(int)digit];
        }
    }

    /// <summary>The number that <see cref="Write"/> wrote; null for what it never writes.</summary>
    private static ulong? Read(ReadOnlySpan<char> text)
    {
        UInt128 number = 0;
        foreach (var letter in text)
        {
            var digit = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0) return null;
            number = number * (uint)Letters.Length + (uint)digit;
        }
        return number <= ulong.MaxValue ? (ulong)number : null;
    }
}
