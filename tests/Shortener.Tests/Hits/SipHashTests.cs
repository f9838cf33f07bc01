using System.Globalization;
using Shortener.Hits;

namespace Shortener.Tests.Hits;

public sealed class SipHashTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, SipHash.KeyBytes).Select(n => (byte)n)];

    // The reference implementation's vectors: key 00 01 … 0f, message 00 01 … of the given length; the hash's
    // bytes in order.
    [TestCase(0, "310e0edd47db6f72")]
    [TestCase(1, "fd67dc93c539f874")]
    [TestCase(7, "37d1018bf50002ab")]
    [TestCase(8, "6224939a79f5f593")]
    [TestCase(15, "e545be4961ca29a1")]
    [TestCase(63, "724506eb4c328a95")]
    public void It_equals_the_reference_implementation(int length, string bytes)
    {
        byte[] message = [.. Enumerable.Range(0, length).Select(n => (byte)n)];

        var hash = SipHash.Of(Key, message);

        Assert.That(
            Convert.ToHexStringLower(BitConverter.GetBytes(hash)),
            Is.EqualTo(bytes.ToLower(CultureInfo.InvariantCulture)));
    }
}
