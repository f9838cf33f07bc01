using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>A click id: the text that goes out with a redirect, and the hash that is kept of it.</summary>
public readonly record struct ClickId(string Text, long Hash);

/// <summary>
/// Draws click ids, by which the destination can later say which click led to a sale. They are random and tell nothing;
/// what is kept is a keyed hash, in a table of its own.
/// </summary>
public sealed class ClickIds(SecretStore secrets)
{
    /// <summary>Length of the text.</summary>
    public const int Length = 2 * HalfLength;

    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Bytes = 16;

    // 62¹¹ is more than 2⁶⁴.
    private const int HalfLength = 11;

    private byte[]? _key;

    /// <summary>A new one: 16 random bytes in base 62.</summary>
    public ClickId Draw()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes);
        Span<char> text = stackalloc char[Length];
        Write(BinaryPrimitives.ReadUInt64LittleEndian(bytes), text[..HalfLength]);
        Write(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), text[HalfLength..]);
        return new ClickId(text.ToString(), HashOf(text));
    }

    /// <summary>What is kept of an id, ours or a stranger's. Never 0, which stands for none.</summary>
    /// <remarks>64 bits: of a billion clicks, a stranger's id is taken for one of ours once in 18 billion tries.</remarks>
    public long HashOf(ReadOnlySpan<char> id)
    {
        _key ??= secrets.KeyFor("click id", SipHash.KeyBytes);
        Span<byte> utf8 = stackalloc byte[256];
        if (id.Length > utf8.Length / 3) utf8 = new byte[3 * id.Length];
        var hash = (long)SipHash.Of(_key, utf8[..Encoding.UTF8.GetBytes(id, utf8)]);
        return hash != 0 ? hash : 1;
    }

    private static void Write(ulong number, Span<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            (number, var digit) = Math.DivRem(number, (ulong)Letters.Length);
            text[i] = Letters[(int)digit];
        }
    }
}
