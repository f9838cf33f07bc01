using System.Net;
using BenchmarkDotNet.Attributes;
using Shortener.Channels.Geo;

namespace Shortener.Benchmarks.Geo;

/// <summary>
/// The place of an address, in the database of the product. Target: below 300 ns, no allocation.
/// </summary>
/// <remarks>
/// Random addresses of the whole space are the worst case: every one takes another way through the 8 MB of
/// the tree, where the visitors of a day share a few. IPv6 addresses are chosen among those that are known,
/// deep in the tree.
/// </remarks>
[MemoryDiagnoser]
public class PlaceLookups
{
    private const int Addresses = 65_536;

    private readonly Places places = Places.OfTheProduct();
    private readonly IPAddress[] ipv4 = new IPAddress[Addresses];
    private readonly IPAddress[] mapped = new IPAddress[Addresses];
    private readonly IPAddress[] ipv6 = new IPAddress[Addresses];

    [GlobalSetup]
    public void Choose()
    {
        var random = new Random(42);
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < Addresses; i++)
        {
            ipv4[i] = new IPAddress(random.NextInt64(1L << 32));
            mapped[i] = ipv4[i].MapToIPv6();
            do
            {
                // 2400::/12, 2600::/12, 2800::/12, 2a00::/12 and 2c00::/12: one for each registry.
                random.NextBytes(bytes);
                bytes[0] = (byte)(0x24 + 2 * random.Next(5));
                bytes[1] &= 0x0F;
                ipv6[i] = new IPAddress(bytes);
            }
            while (places.Find(ipv6[i]) is null);
        }
    }

    [Benchmark(OperationsPerInvoke = Addresses)]
    public int IPv4() => Known(ipv4);

    [Benchmark(OperationsPerInvoke = Addresses)]
    public int MappedIPv4() => Known(mapped);

    [Benchmark(OperationsPerInvoke = Addresses)]
    public int IPv6() => Known(ipv6);

    private int Known(IPAddress[] addresses)
    {
        var known = 0;
        foreach (var address in addresses)
        {
            if (places.Find(address) is not null) known++;
        }
        return known;
    }
}
