using Microsoft.Extensions.Configuration;
using Shortener.Storage;
using Shortener.Tests.House;
using Shortener.Tests.Support;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class SettingsTests
{
    private enum Weather { Fair, VeryWet }

    private sealed record Sample : ISettings
    {
        public int Count { get; init; } = 3;
        public double Ratio { get; init; } = 0.5;
        public bool IsOn { get; init; }
        public string? Name { get; init; }
        public Weather Sky { get; init; }
        public IReadOnlyList<string> Hosts { get; init; } = [];

        public IEnumerable<string> Problems()
        {
            if (Count > 9) yield return $"Shortener:Sample:Count is {Count}; it may be up to 9.";
        }
    }

    [Test]
    public void What_is_not_configured_keeps_its_default()
    {
        var sample = Read(out _, ("Shortener:Sample:IsOn", "true"));

        Assert.That(sample, Is.EqualTo(new Sample { IsOn = true, Hosts = sample.Hosts }));
        Assert.That(sample.Hosts, Is.Empty);
    }

    [Test]
    public void Every_kind_of_value_is_read()
    {
        var sample = Read(out var problems,
            ("Shortener:Sample:Count", "-7"),
            ("Shortener:Sample:Ratio", "1.25"),
            ("Shortener:Sample:Name", "Jo"),
            ("Shortener:Sample:Sky", "verywet"), ("Shortener:Sample:Hosts:0", "a"), (
                "Shortener:Sample:Hosts:1", "b"));

        Assert.That(problems, Is.Empty);
        Assert.That(
            (sample.Count, sample.Ratio, sample.Name, sample.Sky),
            Is.EqualTo((-7, 1.25, "Jo", Weather.VeryWet)));
        Assert.That(sample.Hosts, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void A_list_fits_into_one_environment_variable() =>
        Assert.That(Read(out _, ("Shortener:Sample:Hosts", "a, b,")).Hosts, Is.EqualTo(new[] { "a", "b" }));

    [TestCase("Count", "many", "Shortener:Sample:Count is 'many'; it must be a whole number.")]
    [TestCase("Count", "99999999999", "Shortener:Sample:Count is '99999999999'; it must be a whole number.")]
    [TestCase("IsOn", "yes", "Shortener:Sample:IsOn is 'yes'; it must be true or false.")]
    [TestCase("Ratio", "1,5", "Shortener:Sample:Ratio is '1,5'; it must be a number.")]
    [TestCase("Sky", "7", "Shortener:Sample:Sky is '7'; it must be one of fair, very-wet.")]
    [TestCase("Count", "10", "Shortener:Sample:Count is 10; it may be up to 9.")]
    [TestCase("Cuont", "1", "Shortener:Sample:Cuont is not a setting of Shortener; did you mean Shortener:Sample:Count?")]
    [TestCase("H", "1", "Shortener:Sample:H is not a setting of Shortener; did you mean Shortener:Sample:Hosts?")]
    public void A_wrong_setting_is_named_with_what_it_may_be(string name, string value, string sentence)
    {
        Read(out var problems, ("Shortener:Sample:" + name, value));

        Assert.That(problems, Is.EqualTo(new[] { sentence }));
    }

    [Test]
    public void A_key_in_no_section_is_unknown_too()
    {
        Read(out var problems, ("Shortener:Samples:Count", "1"));

        Assert.That(problems, Is.EqualTo(new[] { "Shortener:Samples:Count is not a setting of Shortener; did you mean Shortener:Sample:Count?" }));
    }

    [TestCase("TimeZone", "Mars/Olympus")]
    [TestCase("Domains", "https://go.example.com")]
    [TestCase("Domains", "go.\u00ad\u00ad.example")]
    [TestCase("Domains", "go example.com")]
    [TestCase("IgnoreNetworks", "10.0.0.0/33")]
    [TestCase("IgnoreNetworks", "1.2.3")]
    [TestCase("AdminKey", "short")]
    public void Settings_of_the_instance_are_checked(string name, string value)
    {
        var book = new SettingsBook();
        var configuration = Configuration(("Shortener:" + name, value));
        book.Read<InstanceSettings>(configuration, "Shortener");

        Assert.That(book.Problems(configuration), Has.Exactly(1).StartsWith("Shortener:" + name));
    }

    [Test]
    public async Task The_example_file_lists_every_setting_with_its_default()
    {
        await using var database = await TestDatabase.Make(Engine.Sqlite);
        await using var app = new App(database.Name);

        var example = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Repository.Root, "appsettings.example.json")).Build();

        Assert.That(
            Listed(example),
            Is.EquivalentTo(app.Get<SettingsBook>().Defaults.Select(d => (d.Key, Text(d.Value)))));
    }

    private static IEnumerable<(string, string)> Listed(IConfigurationRoot example) =>
        example.GetSection("Shortener").AsEnumerable()
            .Where(e => !example.GetSection(e.Key).GetChildren().Any())
            .Select(e => (e.Key, e.Value ?? ""));

    // An empty list and null look the same in a configuration.
    private static string Text(object? value) => value switch
    {
        IReadOnlyList<string> list => string.Join(',', list),
        bool b => b ? "True" : "False",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };

    private static Sample Read(out IReadOnlyList<string> problems, params (string, string)[] given)
    {
        var book = new SettingsBook();
        var configuration = Configuration(given);
        var sample = book.Read<Sample>(configuration, "Shortener:Sample");
        problems = book.Problems(configuration);
        return sample;
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] given) =>
        new ConfigurationBuilder()
        .AddInMemoryCollection(given.ToDictionary(g => g.Key, g => (string?)g.Value)).Build();
}
