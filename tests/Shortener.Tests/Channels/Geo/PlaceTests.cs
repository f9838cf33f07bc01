using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

/// <summary>The records of every publisher, as their documentation gives them.</summary>
public sealed class PlaceTests
{
    [Test]
    public void MaxMinds_and_DB_IPs_records_are_read() => Assert.That(
        Place.Read(Map(
            ("country", Map(("iso_code", "SE"), ("names", Map(("en", "Sweden"))))),
            ("registered_country", Map(("iso_code", "DE"))),
            ("subdivisions", List(
                Map(("names", Map(("en", "Östergötland County")))),
                Map(("names", Map(("en", "Linköpings kommun")))))),
            ("city", Map(("names", Map(("de", "Linköping"), ("en", "Linkoping"))))))),
        Is.EqualTo(new Place("SE", "Östergötland County", "Linkoping")));

    [Test]
    public void The_country_of_registration_stands_in_where_no_other_is_known() => Assert.That(
        Place.Read(Map(("registered_country", Map(("iso_code", "CH"))))),
        Is.EqualTo(new Place("CH", null, null)));

    [Test]
    public void Records_of_ip_location_db_are_read()
    {
        Assert.That(Place.Read(Map(("country_code", "US"))), Is.EqualTo(new Place("US", null, null)));
        Assert.That(
            Place.Read(Map(
                ("country_code", "AU"), ("state1", "Queensland"), ("state2", ""), ("city", "Brisbane"))),
            Is.EqualTo(new Place("AU", "Queensland", "Brisbane")));
    }

    [Test]
    public void Records_of_IPinfo_with_a_name_and_a_code_are_read() => Assert.That(
        Place.Read(Map(
            ("city", "Spring Lake"), ("region", "North Carolina"), ("region_code", "NC"),
            ("country", "United States"), ("country_code", "US"), ("continent_code", "NA"))),
        Is.EqualTo(new Place("US", "North Carolina", "Spring Lake")));

    [Test]
    public void Older_records_of_IPinfo_with_a_code_alone_are_read() => Assert.That(
        Place.Read(Map(("city", "Yangsan"), ("region", "Gyeongsangnam-do"), ("country", "KR"))),
        Is.EqualTo(new Place("KR", "Gyeongsangnam-do", "Yangsan")));

    [Test]
    public void The_name_of_a_region_is_taken_before_its_code() => Assert.That(
        Place.Read(Map(("country", "US"), ("region", "AZ"), ("region_name", "Arizona"), ("city", "Tempe"))),
        Is.EqualTo(new Place("US", "Arizona", "Tempe")));

    [Test]
    public void A_country_is_written_in_capitals() =>
        Assert.That(Place.Read(Map(("country_code", "de")))?.Country, Is.EqualTo("DE"));

    [TestCase("")]
    [TestCase("ZZ")]
    [TestCase("D")]
    [TestCase("DEU")]
    [TestCase("4E")]
    [TestCase("--")]
    [TestCase("ДE")]
    public void What_is_no_country_code_is_no_country(string code) =>
        Assert.That(Place.Read(Map(("country_code", code))), Is.Null);

    [Test]
    public void A_record_about_something_else_is_no_place()
    {
        Assert.That(Place.Read(Map(("autonomous_system_number", 15169u))), Is.Null);
        Assert.That(Place.Read(Map(("country", 7u), ("city", List()), ("subdivisions", List()))), Is.Null);
        Assert.That(Place.Read("1.1.1.1/32"), Is.Null);
    }

    private static Dictionary<string, object> Map(params (string Key, object Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => pair.Value);

    private static List<object> List(params object[] items) => [.. items];
}
