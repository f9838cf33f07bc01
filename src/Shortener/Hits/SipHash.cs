using System.Buffers.Binary;
using System.Numerics;

namespace Shortener.Hits;

/// <summary>
/// SipHash-2-4: a keyed hash of 64 bits, made for short messages that an attacker may choose. Without the key
/// its values tell nothing of the message.
/// </summary>
/// <remarks>
/// J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", 2012. Of our own because the
/// framework's keyed hashes cost a redirect 2 µs (HMAC) or 1 µs (SHA-256), two of them a tenth of its
/// processor time; this one 0.1 µs.
/// </remarks>
public static class SipHash
{
    /// <summary>Length of a key in bytes.</summary>
    public const int KeyBytes = 16;

    /// <summary>The hash of <paramref name="message"/>.</summary>
    /// <param name="key"><see cref="KeyBytes"/> bytes, secret and random.</param>
    public static ulong Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        var k0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
        var k1 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..KeyBytes]);
        var v0 = k0 ^ 0x736F6D6570736575;
        var v1 = k1 ^ 0x646F72616E646F6D;
        var v2 = k0 ^ 0x6C7967656E657261;
        var v3 = k1 ^ 0x7465646279746573;

        // The last word holds what is left over, and in its highest byte the message's length.
        var last = (ulong)message.Length << 56;
        for (; message.Length >= 8; message = message[8..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(message);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }
        for (var i = 0; i < message.Length; i++) last |= (ulong)message[i] << (8 * i);

        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;

        v2 ^= 0xFF;
        for (var i = 0; i < 4; i++) Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
