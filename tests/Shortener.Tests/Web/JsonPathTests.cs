using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class JsonPathTests
{
    private sealed record Rule(int Weight);

    private sealed record Sample(
        IReadOnlyList<Rule> Rules, IReadOnlyDictionary<string, bool> Flags, Change<DateTimeOffset?> Until);

    [TestCase("$", "")]
    [TestCase("$.url", "url")]
    [TestCase("$.rules[12].weight", "rules[12].weight")]
    [TestCase("$[3].url", "[3].url")]
    [TestCase("$['odd name'].x", "odd name.x")]
    [TestCase("$.flags['a.b']", "flags.a.b")]
    [TestCase("$.a[0][1]", "a[0][1]")]
    public void A_path_is_read_and_shown_as_people_write_it(string path, string shown) =>
        Assert.That(JsonPath.Join(JsonPath.Read(path)), Is.EqualTo(shown));

    [TestCase("$.rules", "a list")]
    [TestCase("$.rules[0]", "an object")]
    [TestCase("$.rules[0].weight", "a whole number")]
    [TestCase("$.flags.x", "true or false")]
    [TestCase("$.until", "a time such as 2026-11-21T17:16:39Z")]
    public void The_type_at_a_path_is_found(string path, string expectation) =>
        Assert.That(
            Expectation.Of(JsonPath.TypeAt(typeof(Sample), JsonPath.Read(path), JsonForm.Options)!),
            Is.EqualTo(expectation));

    [TestCase("$.rule")]
    [TestCase("$.rules[0].wieght")]
    [TestCase("$.rules[0].weight.x")]
    public void A_path_to_no_field_has_no_type(string path) =>
        Assert.That(JsonPath.TypeAt(typeof(Sample), JsonPath.Read(path), JsonForm.Options), Is.Null);
}
