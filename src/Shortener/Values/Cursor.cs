using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Shortener.Values;

/// <summary>
/// Where a list goes on, as text that callers pass back unread: the key of the last row seen, tied to the
/// list it came from. No secret: whoever forges one only starts reading somewhere else.
/// </summary>
public static class Cursor
{
    private const byte Version = 1;
    private const int CheckBytes = 8;
    private const int MaxChars = 2048;

    /// <summary>The cursor behind <paramref name="key"/>.</summary>
    /// <param name="list">
    /// Name of the list with everything its order and content depend on: sort, filters.
    /// </param>
    /// <param name="key">
    /// What the next page's <c>where</c> needs; a small record of numbers and texts.
    /// </param>
    public static string Write<T>(string list, T key)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(key);
        return Base64Url.EncodeToString([Version, .. Check(list, body), .. body]);
    }

    /// <summary>
    /// False where the text is no cursor, or one of another list; true with no key where there is no text.
    /// </summary>
    public static bool TryRead<T>(string list, string? text, out T? key)
    {
        key = default;
        if (string.IsNullOrEmpty(text)) return true;
        if (text.Length > MaxChars || !Base64Url.IsValid(text)) return false;

        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= 1 + CheckBytes || bytes[0] != Version) return false;
        var body = bytes[(1 + CheckBytes)..];
        if (!bytes.Slice(1, CheckBytes).SequenceEqual(Check(list, body))) return false;
        try
        {
            key = JsonSerializer.Deserialize<T>(body);
            return key is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Check(string list, ReadOnlySpan<byte> body) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. body])[..CheckBytes];
}
