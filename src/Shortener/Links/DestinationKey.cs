using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shortener.Links;

/// <summary>
/// 64 bits of a destination with its tags in it: by them links to the same place are found, without an index
/// over texts of 4,096 characters, which PostgreSQL does not make.
/// </summary>
public static class DestinationKey
{
    public static long Of(string destination) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(destination)));
}
