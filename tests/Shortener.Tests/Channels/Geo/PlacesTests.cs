using System.Net;
using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

public sealed class PlacesTests
{
    private static readonly Places OfTheProduct = Places.OfTheProduct();

    // Networks of institutions that have been where they are for decades, or that a registry gave to one
    // country alone.
    [TestCase("8.8.8.8", "US", Description = "Google's name server")]
    [TestCase("18.0.0.1", "US", Description = "MIT, later Amazon")]
    [TestCase("193.0.6.139", "NL", Description = "RIPE NCC")]
    [TestCase("130.149.1.1", "DE", Description = "TU Berlin")]
    [TestCase("129.132.1.1", "CH", Description = "ETH Zürich")]
    [TestCase("131.130.1.1", "AT", Description = "Universität Wien")]
    [TestCase("133.11.0.1", "JP", Description = "University of Tokyo")]
    [TestCase("139.130.4.5", "AU", Description = "Telstra")]
    [TestCase("200.160.0.1", "BR", Description = "NIC.br")]
    [TestCase("2001:638::1", "DE", Description = "DFN")]
    [TestCase("2001:708::1", "FI", Description = "FUNET")]
    [TestCase("2600:1700::1", "US", Description = "AT&T")]
    [TestCase("::ffff:130.149.1.1", "DE", Description = "as a socket for both hands it out")]
    public void The_database_in_the_product_knows_the_country(string address, string country) =>
        Assert.That(OfTheProduct.Find(IPAddress.Parse(address)), Is.EqualTo(new Place(country, null, null)));

    // The file itself has the last four in Australia and Japan.
    [TestCase("127.0.0.1")]
    [TestCase("10.0.0.1")]
    [TestCase("::1")]
    [TestCase("fe80::1")]
    [TestCase("fd00::1")]
    [TestCase("192.168.1.1")]
    [TestCase("::ffff:172.16.0.1")]
    [TestCase("203.0.113.1")]
    [TestCase("2001:db8::1")]
    public void An_address_that_nobody_holds_is_in_no_country(string address) =>
        Assert.That(OfTheProduct.Find(IPAddress.Parse(address)), Is.Null);

    [Test]
    public async Task Look_ups_while_it_is_unpacked_wait_and_are_answered()
    {
        var places = Places.OfTheProduct();
        var google = IPAddress.Parse("8.8.8.8");

        var answers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => places.Find(google))).ToArray();
        var loading = places.Load();

        Assert.That(await Task.WhenAll(answers), Has.All.EqualTo(new Place("US", null, null)));
        await loading;
    }

    [Test]
    public void The_operators_file_is_asked_instead()
    {
        var places = Places.Of([MaxMind.TestData("GeoIP2-City-Test.mmdb")]);

        Assert.That(places.Find(IPAddress.Parse("89.160.20.112")),
            Is.EqualTo(new Place("SE", "Östergötland County", "Linköping")));
        Assert.That(places.Find(IPAddress.Parse("8.8.8.8")), Is.Null);
        Assert.That(places.Describe().Single().DatabaseType, Is.EqualTo("GeoIP2-City"));
    }

    [Test]
    public void Of_two_files_the_first_that_knows_a_place_answers()
    {
        var places = Places.Of(
        [
            MaxMind.TestData("GeoLite2-ASN-Test.mmdb"), MaxMind.TestData("GeoIP2-Country-Test.mmdb"),
            MaxMind.TestData("GeoIP2-City-Test.mmdb"),
        ]);

        Assert.That(places.Find(IPAddress.Parse("81.2.69.160")), Is.EqualTo(new Place("GB", null, null)));
    }

    [Test]
    public void An_operator_may_have_mapped_a_private_network()
    {
        var places = Open(TinyDatabase.Of("country_code", "NZ", "FJ"));

        Assert.That(places.Find(IPAddress.Parse("10.1.2.3")), Is.EqualTo(new Place("NZ", null, null)));
        Assert.That(places.Find(IPAddress.Parse("192.168.1.1")), Is.EqualTo(new Place("FJ", null, null)));
    }

    [Test]
    public void More_places_than_are_kept_are_found_all_the_same()
    {
        // Twice as many as are kept, one to each /15: 0.0.0.0, 0.2.0.0, 0.4.0.0 …
        var cities = Enumerable.Range(0, 32_768).Select(i => $"City {i}").ToArray();
        var places = Open(TinyDatabase.Of("city", cities));

        string? City(int i) => places.Find(new IPAddress([(byte)(i >> 7), (byte)(i << 1), 0, 0]))?.City;

        Assert.That(cities.Select((_, i) => City(i)), Is.EqualTo(cities));
        Assert.That(cities.Select((_, i) => City(i)), Is.EqualTo(cities), "when asked again");
    }

    [Test]
    public void A_file_that_is_no_database_is_refused_by_its_name()
    {
        var file = MaxMind.SourceData("GeoIP2-City-Test.json");

        Assert.That(() => Places.Of([file]),
            Throws.TypeOf<InvalidDatabaseException>().With.Message.StartsWith(file));
    }

    [Test]
    public void A_broken_record_is_no_place_and_is_counted()
    {
        var places = Places.Of([MaxMind.TestData("GeoIP2-City-Test-Broken-Double-Format.mmdb")]);

        Assert.That(places.Broken, Is.Zero);
        Assert.That(places.Find(IPAddress.Parse("2001:220::")), Is.Null);
        Assert.That(places.Broken, Is.EqualTo(1));
    }

    [Test]
    public void A_place_once_read_is_found_again_without_allocating()
    {
        var places = Places.Of([MaxMind.TestData("GeoIP2-City-Test.mmdb")]);
        var first = places.Find(IPAddress.Parse("81.2.69.160"));
        var neighbour = IPAddress.Parse("::ffff:81.2.69.161");
        places.Find(neighbour);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = places.Find(neighbour);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(again, Is.SameAs(first));
    }

    private static Places Open(byte[] file)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            return Places.Of([path]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
